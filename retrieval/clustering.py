"""Texts that are alike, by their embeddings. Knows nothing of what they say."""

import numpy as np
from numpy.typing import NDArray

from retrieval.types import Vectors


def clusters_of(vectors: Vectors, farthest: float) -> tuple[NDArray[np.intp], ...]:
    """Return the places of the vectors by cluster, in order within each.

    Clusters are joined, the nearest first, while the average cosine distance between the members of
    two is less than `farthest`.
    """
    from sklearn.cluster import AgglomerativeClustering  # slow to import, used only here

    if len(vectors) < 2:
        return tuple(np.array([place]) for place in range(len(vectors)))
    model = AgglomerativeClustering(
        n_clusters=None, metric="cosine", linkage="average", distance_threshold=farthest
    )
    labels = model.fit_predict(vectors)
    return tuple(np.flatnonzero(labels == label) for label in range(labels.max() + 1))
