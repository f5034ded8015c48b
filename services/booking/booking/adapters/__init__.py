"""Tables, repositories, mails and calendar files: how booking reaches the outside."""
