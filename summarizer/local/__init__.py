"""The embedded model: its weights in the user's cache, and llama.cpp in this process to run them."""

from summarizer.local.catalogue import Card, catalogue, pull
from summarizer.local.server import Address, LlamaServer, serve
from summarizer.local.weights import ensure, present, weights_path

__all__ = ["Address", "Card", "LlamaServer", "catalogue", "ensure", "present", "pull", "serve", "weights_path"]
