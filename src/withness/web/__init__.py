"""The web: settings, addresses, the switchboard, live streams and the frame around every page."""
