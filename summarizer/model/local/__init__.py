"""The embedded model: its weights in the user's cache, and llama.cpp in this process to run them."""

from summarizer.model.local.catalogue import Card, catalogue, pull
from summarizer.model.local.server import Address, LlamaServer, serve
from summarizer.model.local.weights import ensure, present, weights_path

__all__ = ["Address", "Card", "LlamaServer", "catalogue", "ensure", "present", "pull", "serve", "weights_path"]
