using Undertone.Learning.Neural;

namespace Undertone.Recognition.Recipes;

/// <summary>A recipe that cannot be used: the place in its JSON and what is wrong there.</summary>
public sealed class RecipeException : FormatException
{
    /// <summary>Names the place and the fault.</summary>
    /// <param name="place">The path in the recipe, such as <c>training.optimizer.type</c>; empty for the whole.</param>
    /// <param name="fault">What is wrong and what would be right, as a sentence.</param>
    /// <param name="inner">What was thrown while reading, if anything.</param>
    public RecipeException(string place, string fault, Exception? inner = null)
        : base(place.Length == 0 ? "recipe: " + fault : $"recipe, at {place}: {fault}", inner)
    {
        Place = place;
        Fault = fault;
    }

    /// <summary>The fault that the networks' own readers found, whose path begins where theirs does.</summary>
    internal static RecipeException Of(NetworkSpecException e, string prefix = "")
    {
        var place = e.Path + ": ";
        return new(prefix + e.Path, e.Message.StartsWith(place, StringComparison.Ordinal) ? e.Message[place.Length..] : e.Message, e);
    }

    /// <summary>The path in the recipe's JSON.</summary>
    public string Place { get; }

    /// <summary>What is wrong, without the place.</summary>
    internal string Fault { get; }
}
