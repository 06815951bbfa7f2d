package io.loopai.service.loop;

/**
 * Whether what the jobs say gets to the loop.
 *
 * @param problem why it is not kept at the moment; null while it is
 * @param passedOver messages so far that can never be kept
 * @param lastPassedOver which one that was last, and why; null when there was none. It quotes nothing
 */
public record FeedStatus(String problem, long passedOver, String lastPassedOver) {

    /** All is well, or nothing was heard yet. */
    public static final FeedStatus NONE = new FeedStatus(null, 0, null);
}
