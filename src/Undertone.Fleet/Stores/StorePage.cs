namespace Undertone.Fleet.Stores;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What it is a list of.</typeparam>
/// <param name="Items">The things of this part, in order.</param>
/// <param name="Next">What a query's <c>After</c> has to be for the next part; null at the end of the list.</param>
public sealed record StorePage<T>(IReadOnlyList<T> Items, long? Next);
