"""The pages. NiceGUI, everything from its wheel and this package."""
