namespace Undertone.Recognition.Inference.Segments;

/// <summary>Where the segments of a recording lie, told one after the other while it is heard.</summary>
internal interface ISegmentPlan
{
    /// <summary>No later window begins before this sample.</summary>
    long Needs { get; }

    /// <summary>The next segment; null where more has to be heard to know it, or behind the last.</summary>
    /// <param name="heard">How many samples were heard.</param>
    /// <param name="ended">Whether these are all.</param>
    SegmentPlace? Next(long heard, bool ended);
}
