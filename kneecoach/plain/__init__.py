"""Follow along in lines of text, without the full-screen app."""
