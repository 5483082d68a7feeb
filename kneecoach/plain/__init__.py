"""Follow along without a full screen: in lines of text."""
