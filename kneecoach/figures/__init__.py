"""The moving figure: from keyframes to a skeleton, and from that to cells or pixels. No session, and no Textual."""
