"""Documents of a model between names and ids: as files have them, and as the product's API does."""
