"""The app in a browser: `kneecoach serve`, with the extra `kneecoach[web]`. Nobody gets in without its key."""
