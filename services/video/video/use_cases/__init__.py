"""What happens in a consultation, one file each; the listing of this folder is the list of features."""
