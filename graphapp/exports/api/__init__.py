"""The saved questions as calls from programs: their description, and the calls themselves, ready to be copied."""
