using Undertone.Learning.Kernels;
using Undertone.Learning.Metrics;
using Undertone.Learning.Neural.Losses;
using Undertone.Learning.Randomness;

namespace Undertone.Learning.Neural;

/// <summary>
/// Trains a network. The same network, samples, options and kind of vector unit give the same weights to the bit, whatever the number of
/// threads, and whether or not the training was interrupted and resumed from a checkpoint.
/// </summary>
public sealed class Trainer
{
    private const double LossLimit = 1e6;
    private readonly Network _network;
    private readonly TrainingOptions _options;
    private readonly TrainingState _state;
    private readonly OutputLoss _loss;
    private readonly OutputLoss _plainLoss;
    private readonly DimensionLoss _dimensionLoss;
    private readonly Pass _pass;
    private readonly BatchLoader _batch;
    private readonly LayerCourse _layers;

    /// <summary>Prepares a training; the network's weights are where it starts.</summary>
    /// <param name="network">The network, which <see cref="Fit"/> changes.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public Trainer(Network network, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.ClassWeights is { } weights && weights.Length != network.Classes)
            throw new ArgumentException($"{network.Classes} classes have {weights.Length} class weights.", nameof(options));
        (_network, _options) = (network, options);
        (_batch, _layers) = (new BatchLoader(network), new LayerCourse(network, options.Layers));
        _state = new TrainingState(network, options);
        _dimensionLoss = new DimensionLoss(options.Dimensions);
        _loss = new OutputLoss(new ClassificationLoss(options.Loss, options.ClassWeights), _dimensionLoss, network.Outputs);
        _plainLoss = new OutputLoss(new ClassificationLoss(new LossOptions(), null), _dimensionLoss, network.Outputs);
        _pass = new Pass { Team = Team.Of(options.Threads == 0 ? Environment.ProcessorCount : options.Threads) };
    }

    /// <summary>
    /// Trains until the epochs are over, early stopping ends it, or it is cancelled; after <see cref="LoadCheckpoint"/> it goes on where
    /// the checkpoint was made. At the end the network holds the best epoch's weights where there are validation samples that are not only
    /// watched, else the last's.
    /// </summary>
    /// <param name="train">Samples to learn from.</param>
    /// <param name="validation">Samples that choose the best epoch or are only watched, or null.</param>
    /// <param name="onEpoch">Called after each epoch; a checkpoint may be saved there.</param>
    /// <param name="cancellationToken">Ends training after the step that is running.</param>
    /// <returns>The figures of all epochs.</returns>
    /// <exception cref="TrainingDivergedException">A loss, activation or gradient is not finite, or the loss explodes.</exception>
    /// <exception cref="ArgumentException">A sample has the wrong size or a label is no class.</exception>
    public TrainingHistory Fit(
        SampleSet train, SampleSet? validation, Action<EpochReport>? onEpoch = null, CancellationToken cancellationToken = default)
    {
        var lengths = SampleCheck.Lengths(_network, train, nameof(train));
        if (lengths.Length == 0) throw new ArgumentException("There is no sample to learn from.", nameof(train));
        if (validation is not null) SampleCheck.Lengths(_network, validation, nameof(validation));
        if (train.Augmentation is { } augmentation) lengths = Array.ConvertAll(lengths, augmentation.ExpectedSteps);
        var order = new BatchOrder(lengths, _options.BatchSize, train.Groups, train.BalanceClasses ? train.Labels : null);
        while (_state.Epoch < _options.Epochs && !_state.StoppedEarly)
        {
            order.Draw(_options.Seed, _state.Epoch);
            _layers.Apply(_state.Epoch, order.Count);
            for (; _state.Batch < order.Count; _state.Batch++)
            {
                if (cancellationToken.IsCancellationRequested) return History(cancelled: true);
                Step(train, order);
            }

            var report = EndEpoch(order.Samples, validation is { Count: > 0 } ? validation : null);
            onEpoch?.Invoke(report);
        }

        if (_state.BestEpoch > 0) _state.RestoreBest();
        return History(cancelled: false);
    }

    /// <summary>
    /// Writes everything that going on needs: weights, moving averages, optimiser, place in the epoch, figures and best weights. For use
    /// inside onEpoch and after <see cref="Fit"/> has returned.
    /// </summary>
    /// <param name="s">Takes the checkpoint.</param>
    public void SaveCheckpoint(Stream s) => Checkpoint.Save(s, _state);

    /// <summary>Restores what <see cref="SaveCheckpoint"/> wrote; network and options must be the same.</summary>
    /// <param name="s">The checkpoint.</param>
    /// <exception cref="InvalidDataException">
    /// The data is damaged, or was made by another network or other options. The trainer is then unchanged.
    /// </exception>
    public void LoadCheckpoint(Stream s) => Checkpoint.Load(s, _state);

    private TrainingHistory History(bool cancelled) =>
        new([.. _state.History], _state.BestEpoch > 0 ? _state.BestEpoch : _state.History.Count, _state.StoppedEarly, cancelled);

    private void Step(SampleSet train, BatchOrder order)
    {
        var chosen = order.Batch(_state.Batch);
        var steps = _state.Optimizer.Steps;
        var share = _options.Schedule.Share(steps, order.Count, (long)order.Count * _options.Epochs);
        var rate = _options.Optimizer.LearningRate * _state.PlateauShare * share;
        _pass.Training = true;
        _pass.RandomKey = SplitMix64.Mix(SplitMix64.Mix(~_options.Seed, (ulong)_state.Epoch), (ulong)_state.Batch);
        _batch.Load(train, chosen, _pass);
        if (_options.MixupAlpha > 0) _batch.Mix(_options.MixupAlpha, _pass.RandomKey);
        _state.KeepMovingAverages();
        var logits = _network.Chain.Forward(_batch.Input, _pass);
        var gradient = _network.Chain.PrepareGradient();
        var (sum, weight) = _loss.Compute(logits.Span, _batch, gradient.Span);
        var loss = weight > 0 ? sum / weight : 0;
        if (!(loss <= LossLimit)) throw Diverged($"the loss is {loss:G6}", FirstLayerNotFinite(), rate);
        for (var i = 0; i < chosen.Length; i++) _state.Correct += _batch.Answer(i, logits.Sample(i)) == train.Labels[chosen[i]] ? 1 : 0;
        _network.Chain.Backward(_batch.Input, _pass, needsInputGradient: false);
        var norm = _state.Optimizer.GradientNorm(_pass.Team);
        if (!double.IsFinite(norm)) throw Diverged("a gradient is not finite", FirstGradientNotFinite(), rate);
        _state.Optimizer.Step(_pass.Team, rate, _options.ClipNorm > 0 && norm > _options.ClipNorm ? _options.ClipNorm / norm : 1);
        _state.LossSum += sum;
        _state.WeightSum += weight;
        _state.LearningRate = rate;
        _state.AverageWeights();
    }

    private TrainingDivergedException Diverged(string fault, string? layer, double rate)
    {
        _state.RestoreMovingAverages();
        return new TrainingDivergedException(fault, layer, _state.Epoch + 1, _state.Batch + 1, rate);
    }

    private EpochReport EndEpoch(int samples, SampleSet? validation)
    {
        _state.Epoch++;
        _state.Batch = 0;
        var report = new EpochReport
        {
            Epoch = _state.Epoch,
            LearningRate = _state.LearningRate,
            TrainLoss = _state.WeightSum > 0 ? _state.LossSum / _state.WeightSum : 0,
            TrainAccuracy = (double)_state.Correct / samples,
            IsBest = false,
        };
        (_state.LossSum, _state.WeightSum, _state.Correct) = (0, 0, 0);
        _state.SwapAverage();
        if (validation is not null)
        {
            var (loss, accuracy, recall, concordance) = Validate(validation);
            report = report with
            {
                ValidationLoss = loss,
                ValidationAccuracy = accuracy,
                ValidationUnweightedAverageRecall = recall,
                ValidationConcordance = concordance,
                IsBest = !_options.WatchOnly && _state.Judge(_options.Monitor switch
                {
                    TrainingMonitor.Accuracy when accuracy is { } share => share,
                    TrainingMonitor.UnweightedAverageRecall when recall is { } mean => mean,
                    TrainingMonitor.Concordance when concordance is { } ccc => ccc,
                    _ => -loss,
                }),
            };
        }

        if ((validation is null || _options.WatchOnly) && _options.Ema > 0) _state.KeepBest();
        _state.SwapAverage();
        _state.History.Add(report);
        return report;
    }

    private (double Loss, double? Accuracy, double? Recall, double? Concordance) Validate(SampleSet set)
    {
        _pass.Training = false;
        var (sum, weight) = (0.0, 0.0);
        var predicted = new int[set.Count];
        var chosen = new int[_options.BatchSize];
        var outputs = _network.Outputs;
        var numbers = new float[set.Count * outputs.Dimensions];
        for (var first = 0; first < set.Count; first += chosen.Length)
        {
            var count = Math.Min(chosen.Length, set.Count - first);
            for (var i = 0; i < count; i++) chosen[i] = first + i;
            _batch.Load(set, chosen.AsSpan(0, count));
            var logits = _network.Chain.Forward(_batch.Input, _pass);
            var (s, w) = outputs.Classes == 0 ? (0, count) : _plainLoss.OfClasses(logits.Span, _batch, default);
            sum += s;
            weight += w;
            for (var i = 0; i < count; i++)
            {
                predicted[first + i] = _batch.Answer(i, logits.Sample(i));
                logits.Sample(i)[outputs.Classes..].CopyTo(numbers.AsSpan((first + i) * outputs.Dimensions));
            }
        }

        var loss = weight > 0 ? sum / weight : 0;
        double? concordance = null;
        if (outputs.Dimensions > 0) (loss, concordance) = (loss + DimensionLossOf(set, numbers), ConcordanceOf(set, numbers));
        return outputs.Classes == 0
            ? (loss, null, null, concordance)
            : (loss, Scores.Accuracy(set.Labels, predicted), Scores.UnweightedAverageRecall(set.Labels, predicted), concordance);
    }

    /// <summary>The loss on the dimensions of a whole set: that of its batches would not be the mean of theirs.</summary>
    private double DimensionLossOf(SampleSet set, float[] numbers)
    {
        var weights = new float[set.Count];
        Array.Fill(weights, 1);
        return _dimensionLoss.Compute(
            numbers, [.. set.Numbers!.SelectMany(n => n)], set.Weights ?? weights, _network.Outputs.Dimensions, default);
    }

    private double? ConcordanceOf(SampleSet set, float[] numbers)
    {
        var dimensions = _network.Outputs.Dimensions;
        var found = new List<double>();
        for (var d = 0; d < dimensions; d++)
        {
            int[] known = [.. Enumerable.Range(0, set.Count).Where(i => !float.IsNaN(set.Numbers![i][d]))];
            if (known.Length == 0) continue;
            var value = RegressionScores.Concordance(
                Array.ConvertAll(known, i => (double)set.Numbers![i][d]),
                Array.ConvertAll(known, i => (double)numbers[i * dimensions + d]));
            if (double.IsFinite(value)) found.Add(value);
        }

        return found.Count == 0 ? null : found.Average();
    }

    private string? FirstLayerNotFinite()
    {
        if (Finite.IndexOfExcept(_batch.Input.Span) >= 0) return "(the input samples)";
        for (var i = 0; i < _network.Chain.Layers.Count; i++)
        {
            if (Finite.IndexOfExcept(_network.Chain.OutputOf(i).Span) >= 0) return _network.Chain.Layers[i].Name;
        }

        return null;
    }

    private string? FirstGradientNotFinite()
    {
        // Gradients run backwards, so the last layer with a bad one is where it began.
        for (var i = _network.Chain.Layers.Count - 1; i >= 0; i--)
        {
            foreach (var (name, parameter) in _network.Chain.Layers[i].AllParameters())
            {
                if (parameter.Trainable && Finite.IndexOfExcept(parameter.Gradient) >= 0) return name;
            }
        }

        return null;
    }
}
