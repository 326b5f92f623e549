using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Classical.Boosting;
using Undertone.Learning.Classical.Linear;
using Undertone.Learning.Classical.Neighbors;
using Undertone.Learning.Classical.Svm;
using Undertone.Learning.Classical.Trees;
using Undertone.Learning.Randomness;
using Undertone.Learning.State;

namespace Undertone.Learning.Tests.Classical;

/// <summary>What every classifier must keep to. The kinds are found by reflection: a new one is tested without a line here.</summary>
public sealed class ClassifierContract
{
    // Ridge learns numbers alone.
    private static readonly Type[] OptionTypes =
    [
        .. typeof(ClassifierOptions).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ClassifierOptions)) && t != typeof(RidgeOptions)),
    ];

    public static TheoryData<string> Kinds() => [.. OptionTypes.Select(t => t.Name)];

    private static ClassifierOptions Options(string name) =>
        (ClassifierOptions)Activator.CreateInstance(OptionTypes.Single(t => t.Name == name))!;

    /// <summary>Three overlapping classes of five; class 1 and 3 have no row.</summary>
    private static LabeledRows Data(bool weighted = false)
    {
        var random = new SplitMix64(3);
        const int Count = 150, Columns = 19;
        var (rows, labels) = (new float[Count * Columns], new int[Count]);
        for (var i = 0; i < Count; i++)
        {
            labels[i] = i % 3 * 2;
            for (var c = 0; c < Columns; c++)
                rows[i * Columns + c] = (float)(random.NextDouble() * 4 + random.NextDouble() + (c % 3 == i % 3 ? 1 : 0));
        }

        return new LabeledRows(rows, Columns, labels, 5, weighted ? [.. Enumerable.Range(0, Count).Select(i => i % 4 * 0.5f)] : null);
    }

    private static float[] Judged() => [.. Data().Rows.AsSpan(0, 70 * 19).ToArray().Select(x => x + 0.01f)];

    [Fact]
    public void Every_kind_is_known_by_name_and_only_those() =>
        OptionTypes.Select(t => Options(t.Name).Kind).Order().ShouldBe(Classifiers.Kinds.Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Probabilities_are_at_least_0_sum_to_1_and_are_0_for_classes_without_rows(string kind)
    {
        var model = Options(kind).Fit(Data());
        (model.Features, model.Classes, model.Kind).ShouldBe((19, 5, Options(kind).Kind));
        var p = model.Probabilities(Judged());
        for (var i = 0; i < 70; i++)
        {
            var row = p[(i * 5)..(i * 5 + 5)];
            row.ShouldAllBe(x => x >= 0 && x <= 1);
            row.Sum().ShouldBe(1, 1e-5);
            (row[1], row[3]).ShouldBe((0, 0));
        }

        // Better than chance by far: the classes overlap, but not that much.
        model.Predict(Judged()).Zip(Data().Labels, (a, b) => a == b).Count(x => x).ShouldBeGreaterThan(40);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fitting_twice_and_on_other_numbers_of_threads_gives_the_same_bits(string kind)
    {
        var bytes = Bytes(Options(kind).Fit(Data(true), 7, 1));
        Bytes(Options(kind).Fit(Data(true), 7, 1)).ShouldBe(bytes);
        Bytes(Options(kind).Fit(Data(true), 7, 2)).ShouldBe(bytes);
        Bytes(Options(kind).Fit(Data(true), 7, 4)).ShouldBe(bytes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_row_alone_gets_what_it_gets_in_a_batch_whatever_the_threads(string kind)
    {
        var model = Options(kind).Fit(Data());
        var rows = Enumerable.Repeat(Judged(), 12).SelectMany(r => r).ToArray();
        var batch = model.Probabilities(rows);
        for (var i = 0; i < 70; i++)
        {
            model.Probabilities(rows.AsSpan(i * 19, 19)).ShouldBe(batch[(i * 5)..(i * 5 + 5)], $"row {i}");
        }

        model.Threads = 4;
        model.Probabilities(rows).ShouldBe(batch);
        model.Probabilities([]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_saved_and_restored_classifier_answers_the_same_bits(string kind)
    {
        foreach (var weighted in new[] { false, true })
        {
            var model = Options(kind).Fit(Data(weighted));
            var state = model.Save();
            // Settings go through text, as in a file.
            var restored = Classifiers.Restore(state with { Settings = JsonNode.Parse(state.Settings.ToJsonString())!.AsObject() });
            restored.Probabilities(Judged()).ShouldBe(model.Probabilities(Judged()));
            Bytes(restored).ShouldBe(Bytes(model));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Damaged_states_are_refused_and_never_crash(string kind)
    {
        var state = Options(kind).Fit(Data()).Save();
        foreach (var (key, _) in state.Settings)
        {
            // Taken out, of another type, absurdly large, negative.
            foreach (var value in new JsonNode?[] { null, "x", 1e300, -5, 16_000_000 })
            {
                var settings = state.Settings.DeepClone().AsObject();
                settings[key] = value;
                RestoresOrRefuses(state with { Settings = settings });
            }
        }

        var random = new SplitMix64(5);
        for (var t = 0; t < state.Tensors.Count; t++)
        {
            var lacking = state with { Tensors = [.. state.Tensors.Where((_, i) => i != t)] };
            Should.Throw<InvalidDataException>(() => Classifiers.Restore(lacking)).Message.ShouldContain(state.Tensors[t].Name);
            var tensor = state.Tensors[t];
            Should.Throw<InvalidDataException>(() => Classifiers.Restore(With(tensor with { Data = [.. tensor.Data, 0] })));
            Should.Throw<InvalidDataException>(() => Classifiers.Restore(With(tensor with { DType = "F16" })));
            for (var trial = 0; trial < 40 && tensor.Data.Length > 0; trial++)
            {
                var data = tensor.Data.ToArray();
                data[random.Next(data.Length)] ^= (byte)(1 << random.Next(8));
                RestoresOrRefuses(With(tensor with { Data = data }));
            }

            ClassifierState With(StateTensor changed) => state with { Tensors = [.. state.Tensors.Select((x, i) => i == t ? changed : x)] };
        }

        Should.Throw<InvalidDataException>(() => Classifiers.Restore(state with { Kind = "oracle" })).Message.ShouldContain("no such kind");

        void RestoresOrRefuses(ClassifierState damaged)
        {
            try
            {
                var restored = Classifiers.Restore(damaged);
                restored.Probabilities(new float[restored.Features]);
            }
            catch (InvalidDataException)
            {
                // Refused with the reason.
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Numbers_that_are_not_finite_and_wrong_lengths_are_refused(string kind)
    {
        var model = Options(kind).Fit(Data());
        var rows = new float[38];
        rows[25] = float.NaN;
        Should.Throw<ArgumentException>(() => model.PredictProbabilities(rows, new float[10]))
            .Message.ShouldContain("Row 1, column 6 is NaN");
        rows[25] = float.NegativeInfinity;
        Should.Throw<ArgumentException>(() => model.PredictProbabilities(rows, new float[10])).Message.ShouldContain("Row 1, column 6");
        Should.Throw<ArgumentException>(() => model.PredictProbabilities(new float[20], new float[10]))
            .Message.ShouldContain("19 features");
        Should.Throw<ArgumentException>(() => model.PredictProbabilities(new float[38], new float[9])).Message.ShouldContain("room for 10");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_row_of_weight_2_counts_as_two_rows_and_one_of_weight_0_not_at_all(string kind)
    {
        var options = Options(kind);
        // Not where rows or folds are drawn at random, nor where rows are counted whatever their weight (neighbours, least rows of a leaf,
        // quantiles).
        if (options is SvmOptions svm) options = svm with { Probabilities = false };
        if (options is RandomForestOptions or LinearSvmOptions or KnnOptions or GradientBoostingOptions) return;
        var data = Data();
        var weights = new float[data.Count];
        for (var i = 0; i < weights.Length; i++) weights[i] = i % 3;
        var repeated = data.Select([.. Enumerable.Range(0, data.Count).SelectMany(i => Enumerable.Repeat(i, i % 3))]);
        var weighted = options.Fit(new LabeledRows(data.Rows, data.Columns, data.Labels, data.Classes, weights));
        Close.Assert(weighted.Probabilities(Judged()), options.Fit(repeated).Probabilities(Judged()), 2e-3, 0, kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Options_survive_json_and_unknown_keys_are_refused_with_their_place(string kind)
    {
        var options = Options(kind);
        var json = JsonNode.Parse(options.ToJson().ToJsonString())!.AsObject();
        Classifiers.ReadOptions(json).ShouldBe(options);
        Classifiers.ReadOptions(new JsonObject { ["kind"] = options.Kind }).ShouldBe(options);
        foreach (var (key, _) in json)
        {
            if (key == "kind") continue;
            foreach (var wrong in new JsonNode?[] { new JsonArray(), "no such word", -1e9 })
            {
                var bad = json.DeepClone().AsObject();
                bad[key] = wrong;
                if (key == "coef0" && wrong is JsonValue v && v.TryGetNumber(out _)) continue;
                Should.Throw<ClassifierOptionsException>(() => Classifiers.ReadOptions(bad, "model"), key)
                    .Message.ShouldStartWith("model." + key);
            }
        }

        json["maxDebth"] = 3;
        Should.Throw<ClassifierOptionsException>(() => Classifiers.ReadOptions(json, "model"))
            .Message.ShouldStartWith("model.maxDebth is not known; known are kind, ");
        Should.Throw<ClassifierOptionsException>(() => Classifiers.ReadOptions(new JsonObject { ["kind"] = "oracle" }))
            .Message.ShouldContain("one of svm");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_fit_can_be_stopped(string kind)
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Should.Throw<OperationCanceledException>(() => Options(kind).Fit(Data(), 0, 1, stopped.Token));
    }

    [Fact]
    public void Training_data_is_checked()
    {
        Should.Throw<ArgumentException>(() => new LabeledRows([1, 2, 3], 2, [0], 2)).Message.ShouldContain("whole rows");
        Should.Throw<ArgumentException>(() => new LabeledRows([1, 2], 1, [0], 2)).Message.ShouldContain("2 rows but 1 labels");
        Should.Throw<ArgumentException>(() => new LabeledRows([1, float.NaN], 1, [0, 1], 2))
            .Message.ShouldContain("Row 1, column 0 is NaN");
        Should.Throw<ArgumentException>(() => new LabeledRows([1, 2], 1, [0, 2], 2)).Message.ShouldContain("Label 2");
        Should.Throw<ArgumentException>(() => new LabeledRows([1, 2], 1, [1, 1], 2)).Message.ShouldContain("two classes");
        Should.Throw<ArgumentException>(() => new LabeledRows([1, 2], 1, [0, 1], 2, [1, -1])).Message.ShouldContain("weight of row 1");
        Should.Throw<ArgumentException>(() => new LabeledRows([1, 2], 1, [0, 1], 2, [1, 0])).Message.ShouldContain("two classes");
        var data = new LabeledRows([1, 2, 3], 1, [0, 1, 1], 2, [1, 2, 3]);
        data.WithClassWeights([0.5f, 2]).Weights.ShouldBe([0.5f, 4, 6]);
        data.Select([2, 0]).Rows.ShouldBe([3f, 1f]);
        Should.Throw<ArgumentException>(() => data.WithClassWeights([1]));
    }

    private static byte[] Bytes(IClassifier model)
    {
        var state = model.Save();
        return [.. System.Text.Encoding.UTF8.GetBytes(state.Settings.ToJsonString()), .. state.Tensors.SelectMany(t => t.Data)];
    }
}
