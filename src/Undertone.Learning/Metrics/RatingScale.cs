namespace Undertone.Learning.Metrics;

/// <summary>What the values of ratings mean, and so how far two of them are apart.</summary>
public enum RatingScale
{
    /// <summary>Names: two values are the same or not.</summary>
    Nominal,

    /// <summary>Ranks: apart by the ratings that lie between them.</summary>
    Ordinal,

    /// <summary>Numbers on a scale: apart by the square of their difference.</summary>
    Interval,

    /// <summary>Amounts with a true zero: apart by the square of their difference over their sum.</summary>
    Ratio,
}
