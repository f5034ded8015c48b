"""A double of a hybrid-mail service: takes a PDF with its manifest, "prints" and "posts" it, tells the posting date."""
