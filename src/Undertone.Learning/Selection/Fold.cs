namespace Undertone.Learning.Selection;

/// <summary>One division of a data set.</summary>
/// <param name="Train">Indices of the samples to learn from, ascending.</param>
/// <param name="Test">Indices of the samples to be judged on, ascending; none of them is in <paramref name="Train"/>.</param>
public sealed record Fold(int[] Train, int[] Test)
{
    /// <summary>Everything that is not marked as test is for training.</summary>
    internal static Fold FromMarks(ReadOnlySpan<bool> isTest)
    {
        var tests = isTest.Count(true);
        var (train, test) = (new int[isTest.Length - tests], new int[tests]);
        var (a, b) = (0, 0);
        for (var i = 0; i < isTest.Length; i++)
        {
            if (isTest[i]) test[b++] = i;
            else train[a++] = i;
        }

        return new Fold(train, test);
    }
}
