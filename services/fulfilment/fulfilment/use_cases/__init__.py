"""What fulfilment can do, one file each; this folder's listing is the feature list."""
