using System.Diagnostics;
using System.Globalization;
using System.Text;
using Undertone.Fleet.Stores;

namespace Undertone.Fleet.Tests.Stores.JsonLines;

public sealed class FolderStoreTests : StoreProperties, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Folder => Path.Combine(_folder.Path, "a = b", "store");

    private string FilePath => Path.Combine(Folder, "store.jsonl");

    public void Dispose() => _folder.Dispose();

    protected override Task<IPredictionStore> OpenAsync() => Store.OpenAsync(Folder, new SteppingTime());

    [Theory]
    [MemberData(nameof(All), MemberType = typeof(StoreProperties))]
    public Task A_folder_is_a_store(string property) => CheckAsync(property);

    [Fact]
    public async Task A_line_that_is_torn_anywhere_is_cut_off_and_the_store_goes_on()
    {
        await FillAsync();
        var whole = await File.ReadAllBytesAsync(FilePath);
        var last = whole.AsSpan(..^1).LastIndexOf((byte)'\n') + 1;
        var header = whole.AsSpan().IndexOf((byte)'\n') + 1;
        var cuts = Enumerable.Range(0, header).Concat(
            Enumerable.Range(last, whole.Length - last).Where(c => c % 7 == 0 || c >= whole.Length - 3));
        foreach (var cut in cuts)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..cut]);
            var before = cut >= last ? 3 : 0;
            await using (var store = await OpenAsync())
            {
                (await store.AllAsync()).Count.ShouldBe(before, $"cut at {cut}");
                await store.AddAsync(Samples.Entry(7));
            }

            await using var again = await OpenAsync();
            (await again.AllAsync()).Count.ShouldBe(before + 1, $"cut at {cut}");
        }
    }

    [Fact]
    public async Task Damage_anywhere_is_told_by_file_and_line_or_does_no_harm_and_the_file_stays_as_it_is()
    {
        await FillAsync();
        await using (var store = await OpenAsync())
        {
            await store.CorrectAsync(2, "sad", "ana");
            await store.AddRunAsync(Samples.Run(1));
            await store.DeleteAsync(4);
        }

        var whole = await File.ReadAllBytesAsync(FilePath);
        var random = new Random(5);
        var refused = 0;
        for (var i = 0; i < 600; i++)
        {
            var damaged = whole.ToList();
            var at = random.Next(whole.Length);
            if (i % 4 == 0) damaged[at] = (byte)random.Next(256);
            else if (i % 4 == 1) damaged[at] ^= (byte)(1 << random.Next(8));
            else if (i % 4 == 2) damaged.RemoveRange(at, Math.Min(random.Next(1, 400), damaged.Count - at));
            else damaged.InsertRange(at, whole[random.Next(at)..at]);
            await File.WriteAllBytesAsync(FilePath, [.. damaged]);
            try
            {
                await using var store = await OpenAsync();
                foreach (var p in await store.AllAsync()) Samples.Json(p);
                await store.ListRunsAsync(new RunQuery());
            }
            catch (StoreException e)
            {
                refused++;
                e.Fault.ShouldBe(StoreFault.Damaged);
                e.Message.ShouldStartWith(FilePath);
                e.Message.ShouldNotContain("Parameter");
                (await File.ReadAllBytesAsync(FilePath)).ShouldBe([.. damaged]);
            }
        }

        refused.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task Lines_that_are_missing_exchanged_or_of_a_newer_version_are_told_by_their_number()
    {
        await FillAsync();
        var lines = await File.ReadAllLinesAsync(FilePath);
        await ExpectAsync([lines[0], lines[2], lines[3], lines[4]], "store.jsonl:2: ");
        await ExpectAsync([lines[0], lines[1], lines[3], lines[2], lines[4]], "store.jsonl:3: ");
        await ExpectAsync([lines[1]], "store.jsonl:1: this file is no store");
        await ExpectAsync(["hello"], "store.jsonl:1: ");
        await ExpectAsync([lines[0].Replace("1", "2", StringComparison.Ordinal), .. lines[1..]], "Use a newer Undertone");
    }

    [Fact]
    public async Task Nothing_of_what_was_deleted_is_left_in_the_file_even_where_the_deletion_was_interrupted()
    {
        await FillAsync();
        await using (var store = await OpenAsync())
        {
            await store.AddAsync(Samples.Entry(1) with { Tag = "secret-tag" });
            await store.CorrectAsync(5, "sad", "secret-name", "secret-note");
        }

        var before = await File.ReadAllBytesAsync(FilePath);
        await using (var store = await OpenAsync()) await store.DeleteAsync(5);
        var after = await File.ReadAllBytesAsync(FilePath);
        Encoding.UTF8.GetString(after).ShouldNotContain("secret");

        // As far as the mark over each of both lines, as a killed process leaves it.
        var torn = before.ToArray();
        foreach (var line in new[] { "{\"event\":\"deleted prediction\"}", "{\"event\":\"deleted correction\"}" })
            Encoding.UTF8.GetBytes(line).CopyTo(torn, after.AsSpan().IndexOf(Encoding.UTF8.GetBytes(line)));
        await File.WriteAllBytesAsync(FilePath, torn);
        await using (var store = await OpenAsync()) (await store.AllAsync()).Count.ShouldBe(4);
        (await File.ReadAllBytesAsync(FilePath)).ShouldBe(after);
    }

    [Fact]
    public async Task A_second_opening_and_a_second_process_are_refused_until_the_first_ends()
    {
        await using (await OpenAsync())
        {
            (await Should.ThrowAsync<StoreException>(OpenAsync)).Fault.ShouldBe(StoreFault.InUse);
        }

        using var process = Start();
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("1");
        var refused = await Should.ThrowAsync<StoreException>(OpenAsync);
        process.Kill();
        await process.WaitForExitAsync();
        refused.Fault.ShouldBe(StoreFault.InUse);
        refused.Message.ShouldStartWith(FilePath);
        await using var store = await OpenAsync();
    }

    [SlowTheory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(300)]
    public async Task A_process_that_is_killed_while_it_adds_loses_nothing_that_it_was_told_is_kept(int milliseconds)
    {
        var told = 0L;
        using (var process = Start())
        {
            told = long.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            await Task.Delay(milliseconds);
            process.Kill();
            while (await process.StandardOutput.ReadLineAsync() is { Length: > 0 } line)
            {
                if (long.TryParse(line, CultureInfo.InvariantCulture, out var id)) told = Math.Max(told, id);
            }

            await process.WaitForExitAsync();
        }

        await using var store = await OpenAsync();
        var all = await store.AllAsync();
        all.Count.ShouldBeGreaterThanOrEqualTo((int)told);
        all.Select(p => p.Id).ShouldBe(Enumerable.Range(1, all.Count).Select(i => (long)i));
        (await store.AddAsync(Samples.Entry(0))).Id.ShouldBe(all.Count + 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public async Task A_name_that_none_can_have_is_refused(string name) =>
        (await Should.ThrowAsync<StoreException>(() => Store.OpenAsync(name))).Fault.ShouldBe(StoreFault.Input);

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_told()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "x");
        var refused = await Should.ThrowAsync<StoreException>(() => Store.OpenAsync(file));
        refused.Fault.ShouldBe(StoreFault.Unavailable);
        refused.Message.ShouldStartWith(file);
    }

    private async Task FillAsync()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 4; i++) await store.AddAsync(Samples.Entry(i));
    }

    private async Task ExpectAsync(string[] lines, string message)
    {
        await File.WriteAllTextAsync(FilePath, string.Join('\n', lines) + "\n");
        var refused = await Should.ThrowAsync<StoreException>(OpenAsync);
        refused.Fault.ShouldBe(StoreFault.Damaged);
        refused.Message.ShouldContain(message);
    }

    private Process Start() => Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, Folder])
    {
        RedirectStandardOutput = true,
    })!;
}
