using Undertone.Fleet.Stores;
using Undertone.Fleet.Tests.Stores;

namespace Undertone.Fleet.Tests;

/// <summary>The second process: adds predictions to a folder until it is killed, and says the number of each that is kept.</summary>
internal static class Program
{
    public static async Task Main(string[] args)
    {
        await using var store = await Store.OpenAsync(args[0]);
        for (var i = 0; ; i++)
        {
            var kept = await store.AddAsync(Samples.Entry(i));
            Console.WriteLine(kept.Id);
        }
    }
}
