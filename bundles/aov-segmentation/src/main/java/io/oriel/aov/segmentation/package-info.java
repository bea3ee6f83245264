/** Ids as colours: InstanceSegmentationSD and SemanticSegmentationSD. Exports nothing. */
package io.oriel.aov.segmentation;
