namespace Undertone.Recognition.Corpora.Synthesis;

/// <summary>The two nonsense sentences that every synthetic speaker says, as segments.</summary>
internal static class Sentence
{
    // Consonant and vowel of each syllable; a capital vowel is stressed, a full stop a short pause.
    private static readonly string[] Texts = ["kA nu lI sa tE mo.ra", "de mI wo sE pa lU.na ti"];

    /// <summary>Statement 1 or 2.</summary>
    public static IReadOnlyList<Segment> Statement(int statement)
    {
        var segments = new List<Segment>();
        foreach (var part in Texts[statement - 1].Split(' '))
        {
            foreach (var (index, syllable) in part.Split('.').Index())
            {
                if (index > 0) segments.Add(new Segment(0.06, 500, 1500, 2500, 0));
                Add(segments, syllable[0], syllable[1]);
            }
        }

        return segments;
    }

    private static void Add(List<Segment> segments, char consonant, char vowel)
    {
        var isStressed = char.IsUpper(vowel);
        var (f1, f2, f3) = char.ToLowerInvariant(vowel) switch
        {
            'a' => (730, 1090, 2440),
            'e' => (530, 1840, 2480),
            'i' => (270, 2290, 3010),
            'o' => (570, 840, 2410),
            _ => (300, 870, 2240),
        };
        switch (consonant)
        {
            case 'k' or 'p' or 't':
                var burstHz = consonant switch { 'k' => 1900, 'p' => 900, _ => 4200 };
                segments.Add(new Segment(0.055, f1 * 0.6, f2, f3, 0));
                segments.Add(new Segment(0.018, f1 * 0.6, f2, f3, 0, 0.6, burstHz));
                break;
            case 'd':
                segments.Add(new Segment(0.050, 220, 1700, 2600, 0.12));
                segments.Add(new Segment(0.012, 300, 1700, 2600, 0.2, 0.35, 3600));
                break;
            case 's':
                segments.Add(new Segment(0.095, 350, 1600, 2600, 0, 0.4, 5600));
                break;
            case 'm' or 'n':
                segments.Add(new Segment(0.065, 260, consonant == 'm' ? 1050 : 1500, 2300, 0.35));
                break;
            case 'l' or 'r':
                segments.Add(new Segment(0.055, 360, 1250, consonant == 'l' ? 2700 : 1700, 0.55));
                break;
            default:
                segments.Add(new Segment(0.055, 300, 650, 2200, 0.55));
                break;
        }

        segments.Add(new Segment(isStressed ? 0.165 : 0.115, f1, f2, f3, 1, IsStressed: isStressed));
    }
}
