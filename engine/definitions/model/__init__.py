"""The frozen model that the loader makes of definitions; nothing past the loader walks a dict."""
