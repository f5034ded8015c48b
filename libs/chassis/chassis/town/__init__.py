"""What a town says of itself: its colours and arms, its words, and what the law wants every public website to say."""
