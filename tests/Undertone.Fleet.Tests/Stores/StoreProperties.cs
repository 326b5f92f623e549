using System.Globalization;
using System.Reflection;
using System.Text;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Corpora.Collections;

namespace Undertone.Fleet.Tests.Stores;

/// <summary>What every kind of store does: each public method of this class, on an empty store of each kind.</summary>
public abstract class StoreProperties
{
    /// <summary>The names of the properties.</summary>
    public static TheoryData<string> All =>
        [.. typeof(StoreProperties).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.ReturnType == typeof(Task)).Select(m => m.Name)];

    protected Task CheckAsync(string property) => (Task)typeof(StoreProperties).GetMethod(property)!.Invoke(this, null)!;

    /// <summary>Opens the store of this test, the same with each call.</summary>
    protected abstract Task<IPredictionStore> OpenAsync();

    public async Task What_is_added_comes_back_also_from_a_store_that_is_opened_again()
    {
        var added = new List<string>();
        await using (var store = await OpenAsync())
        {
            for (var i = 0; i < 60; i++)
            {
                var one = await store.AddAsync(Samples.Entry(i));
                one.AddedAt.ShouldBe(Floor(SteppingTime.Begin.AddTicks(15_000 * (i + 1))));
                one.AddedAt.Offset.ShouldBe(TimeSpan.Zero);
                added.Add(Samples.Json(one));
                Samples.Json((await store.GetAsync(one.Id))!).ShouldBe(added[^1]);
            }

            (await store.AllAsync()).Select(Samples.Json).ShouldBe(added);
            await store.CheckAsync();
        }

        await using var again = await OpenAsync();
        var all = await again.AllAsync();
        all.Select(Samples.Json).ShouldBe(added);
        all.ShouldAllBe(p => p.AddedAt.Offset == TimeSpan.Zero);
        all.Select(p => p.Id).ShouldBe(all.Select(p => p.Id).Order());
        (await again.AddAsync(Samples.Entry(0))).Id.ShouldBeGreaterThan(all[^1].Id);
    }

    public async Task Of_entries_with_one_key_the_first_is_kept_however_many_come_at_a_time()
    {
        var first = "";
        await using (var store = await OpenAsync())
        {
            for (var i = 0; i < 3; i++) await store.AddAsync(Samples.Entry(i));
            var all = await Task.WhenAll(Enumerable.Range(0, 24)
                .Select(i => Task.Run(() => store.AddAsync(Samples.Entry(i) with { Key = $"k{i % 2}" }))));
            foreach (var of in all.GroupBy(p => p.Entry.Key)) of.Select(Samples.Json).Distinct().Count().ShouldBe(1, of.Key);
            first = Samples.Json(all[0]);
            first.ShouldContain("\"key\":\"k0\"");
            await store.AddAsync(Samples.Entry(3));
            (await store.AllAsync()).Select(p => p.Entry.Key).Order(StringComparer.Ordinal)
                .ShouldBe([null, null, null, null, "k0", "k1"]);
        }

        await using var again = await OpenAsync();
        var there = await again.AddAsync(Samples.Entry(40) with { Key = "k0" });
        Samples.Json(there).ShouldBe(first);
        await again.CorrectAsync(there.Id, "sad");
        (await again.AddAsync(Samples.Entry(41) with { Key = "k0" })).Correction!.Label.ShouldBe("sad");

        // What was deleted is not there.
        await again.DeleteAsync(there.Id);
        var anew = await again.AddAsync(Samples.Entry(41) with { Key = "k0" });
        anew.Id.ShouldBeGreaterThan(there.Id);
        (await again.AllAsync()).Count.ShouldBe(6);
        var long257 = await Should.ThrowAsync<StoreException>(() => again.AddAsync(Samples.Entry(0) with { Key = new string('k', 257) }));
        long257.Fault.ShouldBe(StoreFault.Input);
    }

    public async Task Texts_that_cannot_be_kept_as_they_are_become_ones_that_can()
    {
        await using var store = await OpenAsync();
        var one = await store.AddAsync(Samples.Entry(1) with { Tag = "a\0b", Speaker = "\ud800x", AudioHash = new string('A', 64) });
        one.Entry.ShouldSatisfyAllConditions(
            e => e.Tag.ShouldBe("a\ufffdb"), e => e.Speaker.ShouldBe("\ufffdx"), e => e.AudioHash.ShouldBe(new string('a', 64)));
        Samples.Json((await store.GetAsync(one.Id))!).ShouldBe(Samples.Json(one));
        (await store.ListAsync(new PredictionQuery { Tag = "a\0b" })).Items.Count.ShouldBe(1);
        var said = await store.CorrectAsync(one.Id, "sad", "\0", "\udfff");
        Samples.Json((await store.GetAsync(one.Id))!).ShouldBe(Samples.Json(said));
    }

    public async Task Pages_and_filters_are_those_of_a_list()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 60; i++)
        {
            var one = await store.AddAsync(Samples.Entry(i));
            if (i % 5 == 2) await store.CorrectAsync(one.Id, "calm");
            if (i % 13 == 6) await store.DeleteAsync(one.Id);
        }

        var all = await store.AllAsync();
        all.Count.ShouldBe(55);
        var at = all[20].AddedAt;
        foreach (var query in Queries(at))
        {
            foreach (var newestFirst in new[] { false, true })
            {
                var wanted = all.Where(p => Meets(p, query)).Select(p => p.Id).ToList();
                if (newestFirst) wanted.Reverse();
                foreach (var limit in new[] { 1, 4, 1000 })
                {
                    var found = new List<long>();
                    var page = query with { Limit = limit, NewestFirst = newestFirst };
                    do
                    {
                        var part = await store.ListAsync(page);
                        part.Items.Count.ShouldBeLessThanOrEqualTo(limit);
                        found.AddRange(part.Items.Select(p => p.Id));
                        page = page with { After = part.Next };
                    }
                    while (page.After is not null);

                    found.ShouldBe(wanted, $"{query}");
                }
            }
        }

        (await store.ListAsync(new PredictionQuery { After = long.MaxValue })).Items.ShouldBeEmpty();
        (await store.ListAsync(new PredictionQuery { After = 0, NewestFirst = true })).Items.ShouldBeEmpty();
    }

    public async Task The_last_correction_counts_and_the_others_stay_in_the_history()
    {
        await using (var store = await OpenAsync())
        {
            var one = await store.AddAsync(Samples.Entry(0));
            var other = await store.AddAsync(Samples.Entry(1));
            one.Correction.ShouldBeNull();
            await store.CorrectAsync(one.Id, "calm", "ana", "'; drop table undertone_prediction; --");
            await store.CorrectAsync(other.Id, "tense");
            var said = await store.CorrectAsync(one.Id, "sad", null, "on second thought");
            said.Corrections.Select(c => (c.Label, c.By, c.Note)).ShouldBe(
                [("calm", "ana", "'; drop table undertone_prediction; --"), ("sad", null, "on second thought")]);
            said.Corrections[1].At.ShouldBeGreaterThan(said.Corrections[0].At);
            var refused = await Should.ThrowAsync<StoreException>(() => store.CorrectAsync(one.Id, "hapy"));
            refused.Fault.ShouldBe(StoreFault.Input);
            refused.Message.ShouldContain("happy");
            (await Should.ThrowAsync<StoreException>(() => store.CorrectAsync(999, "sad"))).Fault.ShouldBe(StoreFault.NotFound);
            (await Should.ThrowAsync<StoreException>(() => store.CorrectAsync(-1, "sad"))).Fault.ShouldBe(StoreFault.NotFound);
        }

        await using var again = await OpenAsync();
        var all = await again.AllAsync();
        all[0].Corrections.Select(c => c.Label).ShouldBe(["calm", "sad"]);
        all[0].Correction!.At.Offset.ShouldBe(TimeSpan.Zero);
        all[1].Correction.ShouldBe(new Correction("tense", null, null, all[1].Correction!.At));
    }

    public async Task What_is_deleted_is_gone_and_its_number_is_not_given_again()
    {
        long[] ids;
        await using (var store = await OpenAsync())
        {
            ids = [.. (await AddAsync(store, 5)).Select(p => p.Id)];
            await store.CorrectAsync(ids[4], "sad");
            await store.CorrectAsync(ids[1], "sad", "ana");
            var said = await store.CorrectAsync(ids[1], "calm", "ana");
            Samples.Json((await store.DeleteAsync(ids[1]))!).ShouldBe(Samples.Json(said));
            (await store.DeleteAsync(ids[4])).ShouldNotBeNull();
            (await store.DeleteAsync(ids[1])).ShouldBeNull();
            (await store.DeleteAsync(12345)).ShouldBeNull();
            (await store.GetAsync(ids[1])).ShouldBeNull();
            (await Should.ThrowAsync<StoreException>(() => store.CorrectAsync(ids[1], "sad"))).Fault.ShouldBe(StoreFault.NotFound);
        }

        await using var again = await OpenAsync();
        (await again.AllAsync()).Select(p => p.Id).ShouldBe([ids[0], ids[2], ids[3]]);
        (await again.ListAsync(new PredictionQuery { Corrected = true })).Items.ShouldBeEmpty();
        (await again.GetAsync(ids[4])).ShouldBeNull();
        (await again.AddAsync(Samples.Entry(9))).Id.ShouldBeGreaterThan(ids[4]);
    }

    public async Task What_cannot_be_kept_or_asked_is_refused_in_words_and_nothing_is_kept()
    {
        await using var store = await OpenAsync();
        var entry = Samples.Entry(0);
        PredictionEntry[] wrong =
        [
            entry with { Tag = new string('x', 257) }, entry with { Model = new string('x', 257) }, entry with { AudioHash = "abc" },
            entry with { AudioHash = new string('g', 64) }, entry with { AudioPath = new string('x', 4097) },
            entry with { Result = entry.Result with { File = new string('x', 4097) } },
            entry with { Result = entry.Result with { Prediction = null } },
            entry with { Speaker = new string('x', 257) }, entry with { ModelVersion = new string('x', 257) },
        ];
        foreach (var one in wrong) await RefusedAsync(() => store.AddAsync(one));
        var good = Samples.Run(0);
        foreach (var run in new[] { good with { Uar = 1.5 }, good with { Uar = double.NaN }, good with { Name = new string('x', 257) } })
            await RefusedAsync(() => store.AddRunAsync(run));
        foreach (var limit in new[] { -1, 0, 1001 })
        {
            await RefusedAsync(() => store.ListAsync(new PredictionQuery { Limit = limit }));
            await RefusedAsync(() => store.ListRunsAsync(new RunQuery { Limit = limit }));
        }

        await RefusedAsync(() => store.ListAsync(new PredictionQuery { After = -1 }));
        (await store.AllAsync()).ShouldBeEmpty();
        (await store.ListRunsAsync(new RunQuery())).Items.ShouldBeEmpty();
        await store.AddAsync(entry with { Tag = new string('x', 256), AudioPath = new string('x', 4096) });
    }

    public async Task Exports_hold_everything_and_no_formula()
    {
        await using var store = await OpenAsync();
        var all = await AddAsync(store, 12);
        all.Add(await store.AddAsync(Samples.Entry(12) with { Tag = "=1+1", Speaker = "@x" }));
        all[3] = await store.CorrectAsync(all[3].Id, "calm", "-me", "a \"b\", c\nd");
        using var lines = new MemoryStream();
        await PredictionExport.WriteJsonLinesAsync(store, lines, new PredictionQuery { Limit = 5 });
        var text = Encoding.UTF8.GetString(lines.ToArray());
        text.ShouldEndWith("\n");
        text.TrimEnd('\n').Split('\n').Select(l => Canonical(l)).ShouldBe(all.Select(p => Canonical(Samples.Json(p))));
        using var csv = new StringWriter { NewLine = "\n" };
        await PredictionExport.WriteCsvAsync(store, csv, new PredictionQuery { Limit = 5 });
        csv.ToString().ShouldSatisfyAllConditions(
            t => t.ShouldStartWith("id,addedAt,source,"), t => t.ShouldContain(",'=1+1,'@x,"),
            t => t.ShouldContain($"calm,'-me,"), t => t.ShouldContain("\"a \"\"b\"\", c\nd\""),
            t => t.Split('\n').Count(l => l.Contains(" é🎧.wav", StringComparison.Ordinal)).ShouldBe(13));
    }

    public async Task Corrections_become_a_manifest_that_training_reads()
    {
        using var folder = new TemporaryFolder();
        await using var store = await OpenAsync();
        string Audio(int i) => Wav.Write(Path.Combine(folder.Path, "kept", $"{i}.wav"), i);
        var plain = Samples.Entry(1);
        var kept = new List<StoredPrediction>();
        for (var i = 0; i < 4; i++)
            kept.Add(await store.AddAsync(plain with { AudioPath = Audio(i), Speaker = i == 0 ? null : $"s, {i}" }));
        for (var i = 0; i < 3; i++) await store.CorrectAsync(kept[i].Id, i == 1 ? "sad" : "happy");
        await store.CorrectAsync(kept[1].Id, "calm");
        foreach (var (entry, label) in new[]
        {
            (plain with { AudioPath = null }, "sad"), (plain with { AudioPath = Path.Combine(folder.Path, "gone.wav") }, "sad"),
            (Samples.Entry(4) with { AudioPath = Audio(9) }, "sad"),
            (plain with { AudioPath = kept[2].Entry.AudioPath, Speaker = "s, 2" }, "bored"),
        })
        {
            await store.CorrectAsync((await store.AddAsync(entry)).Id, label);
        }

        var manifest = Path.Combine(folder.Path, "corrections.csv");
        var written = await CorrectionManifest.WriteAsync(store, manifest);
        (written.Written, written.WithoutAudio, written.Gone, written.OfOneChannel, written.Replaced).ShouldBe((3, 1, 1, 1, 1));
        var read = CorpusCollection.Read([manifest]);
        read.Problems.ShouldBeEmpty();
        read.Utterances.Select(u => (u.RelativePath, u.Emotion, u.Corpus)).OrderBy(u => u.RelativePath, StringComparer.Ordinal).ShouldBe(
            [("kept/0.wav", "happy", "corrections"), ("kept/1.wav", "calm", "corrections"), ("kept/2.wav", "bored", "corrections")]);
        read.Utterances.Single(u => u.RelativePath == "kept/2.wav").Speaker.ShouldBe("s, 2");
    }

    public async Task Runs_come_back_and_are_found_by_recipe()
    {
        var added = new List<StoredRun>();
        await using (var store = await OpenAsync())
        {
            for (var i = 0; i < 20; i++) added.Add(await store.AddRunAsync(Samples.Run(i)));
        }

        await using var again = await OpenAsync();
        foreach (var recipe in new[] { null, "knn", "rnn-0", "rnn-1", "no such" })
        {
            foreach (var newestFirst in new[] { false, true })
            {
                var wanted = added.Where(r => recipe is null || r.Entry.Recipes.Contains(recipe)).Select(Samples.Json).ToList();
                if (newestFirst) wanted.Reverse();
                var found = new List<string>();
                var query = new RunQuery { Recipe = recipe, Limit = 3, NewestFirst = newestFirst };
                do
                {
                    var page = await again.ListRunsAsync(query);
                    found.AddRange(page.Items.Select(Samples.Json));
                    query = query with { After = page.Next };
                }
                while (query.After is not null);

                found.ShouldBe(wanted);
            }
        }
    }

    public async Task Many_threads_at_once_lose_nothing()
    {
        await using var store = await OpenAsync();
        var first = await store.AddAsync(Samples.Entry(0));
        await Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, end) =>
        {
            var one = await store.AddAsync(Samples.Entry(i) with { Tag = i.ToString(CultureInfo.InvariantCulture) }, end);
            await store.CorrectAsync(first.Id, "sad", note: i.ToString(CultureInfo.InvariantCulture), cancellationToken: end);
            if (i % 3 == 0) await store.DeleteAsync(one.Id, end);
            else (await store.GetAsync(one.Id, end))!.Entry.Tag.ShouldBe(i.ToString(CultureInfo.InvariantCulture));
        });
        var all = await store.AllAsync();
        all.Select(p => p.Id).Distinct().Count().ShouldBe(41);
        all[0].Corrections.Select(c => int.Parse(c.Note!, CultureInfo.InvariantCulture)).Order().ShouldBe(Enumerable.Range(0, 60));
    }

    public async Task A_call_that_is_cancelled_keeps_nothing_and_a_closed_store_says_so()
    {
        var store = await OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => store.AddAsync(Samples.Entry(0), cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(() => store.ListAsync(new PredictionQuery(), cancelled.Token));
        (await store.AllAsync()).ShouldBeEmpty();
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => store.AddAsync(Samples.Entry(0)));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.CheckAsync());
    }

    private static async Task<List<StoredPrediction>> AddAsync(IPredictionStore store, int count)
    {
        var added = new List<StoredPrediction>();
        for (var i = 0; i < count; i++) added.Add(await store.AddAsync(Samples.Entry(i)));
        return added;
    }

    private static async Task RefusedAsync(Func<Task> call)
    {
        var refused = await Should.ThrowAsync<StoreException>(call);
        refused.Fault.ShouldBe(StoreFault.Input);
        refused.Message.ShouldNotContain("Parameter");
    }

    private static string Canonical(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString();

    private static DateTimeOffset Floor(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));

    private static IEnumerable<PredictionQuery> Queries(DateTimeOffset at) =>
    [
        new(), new() { Emotion = "sad" }, new() { Emotion = "none" }, new() { Uncertain = true }, new() { Uncertain = false },
        new() { Corrected = true }, new() { Corrected = false }, new() { Model = "base" }, new() { Tag = "ключ\n\tу" },
        new() { From = at }, new() { To = at }, new() { From = at.AddTicks(1) }, new() { To = at.AddTicks(1) },
        new() { From = at.ToOffset(TimeSpan.FromHours(-7)), To = at.AddMilliseconds(9) }, new() { From = DateTimeOffset.MinValue },
        new() { To = DateTimeOffset.MaxValue }, new() { From = DateTimeOffset.MaxValue },
        new() { Emotion = "happy", Uncertain = true, Corrected = false, Model = "small", From = at },
    ];

    private static bool Meets(StoredPrediction p, PredictionQuery q) =>
        (q.Emotion is null || p.Entry.Result.Prediction!.Emotion == q.Emotion)
        && (q.Uncertain is null || p.Entry.Result.Prediction!.Uncertain == q.Uncertain)
        && (q.Corrected is null || p.Corrections.Count > 0 == q.Corrected) && (q.Model is null || p.Entry.Model == q.Model)
        && (q.Tag is null || p.Entry.Tag == q.Tag) && (q.From is null || p.AddedAt >= q.From) && (q.To is null || p.AddedAt < q.To);
}
