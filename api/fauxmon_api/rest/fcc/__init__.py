"""/rest/fcc: the Configuration Center."""
