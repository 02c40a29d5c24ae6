"""What stands on the glass: from a sight to sentences, cards, questions and ways on. It writes nothing."""
