"""How the models are made: sentences, questions, network, training, export, scores."""
