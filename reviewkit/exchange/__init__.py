"""What other tools know of a review: their decisions read, our records written for them."""
