using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Undertone.Learning.Neural;

/// <summary>
/// A training's state as bytes: a magic word, a version, a fingerprint of network and options, the numbers (little-endian), and the SHA-256
/// of all before it. Everything is checked before anything of the state changes.
/// </summary>
internal static class Checkpoint
{
    private const int Version = 1;
    private const int HashLength = 32;
    private static readonly byte[] Magic = "UNDERTONE-TRAIN\n"u8.ToArray();

    /// <summary>Writes a state.</summary>
    public static void Save(Stream stream, TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            writer.Write(Fingerprint(state));
            Write(writer, [
                state.Epoch, state.Batch, state.Correct, state.BestEpoch, state.StoppedEarly ? 1 : 0, state.PlateauEpochs]);
            writer.Write(state.Optimizer.Steps);
            Write(writer, [state.LossSum, state.WeightSum, state.LearningRate, state.BestFigure, state.PlateauShare]);
            writer.Write(state.History.Count);
            foreach (var report in state.History)
            {
                writer.Write(report.Epoch);
                writer.Write(report.IsBest);
                Write(writer, [
                    report.LearningRate, report.TrainLoss, report.TrainAccuracy, report.ValidationLoss ?? double.NaN,
                    report.ValidationAccuracy ?? double.NaN, report.ValidationUnweightedAverageRecall ?? double.NaN]);
                if (state.Network.Outputs.Dimensions > 0) writer.Write(report.ValidationConcordance ?? double.NaN);
            }

            foreach (var array in state.Arrays)
            {
                writer.Write(array.Length);
                if (BitConverter.IsLittleEndian) writer.Write(MemoryMarshal.AsBytes(array.Span));
                else foreach (var value in array.Span) writer.Write(value);
            }
        }

        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        stream.Write(bytes);
        stream.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads a state of the same network and options.</summary>
    public static void Load(Stream stream, TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        if (bytes.Length < Magic.Length + HashLength || !bytes.StartsWith(Magic))
            throw new InvalidDataException("This is no training checkpoint.");
        if (!SHA256.HashData(bytes[..^HashLength]).AsSpan().SequenceEqual(bytes[^HashLength..]))
            throw new InvalidDataException(
                "The training checkpoint is damaged: its check sum does not fit. Use an older one or start again.");
        memory.SetLength(memory.Length - HashLength);
        memory.Position = Magic.Length;
        using var reader = new BinaryReader(memory, Encoding.UTF8, leaveOpen: true);
        var version = reader.ReadInt32();
        if (version != Version)
            throw new InvalidDataException($"The training checkpoint has version {version}; this program reads version {Version}.");
        if (!reader.ReadBytes(HashLength).AsSpan().SequenceEqual(Fingerprint(state)))
            throw new InvalidDataException(
                "The training checkpoint was made by another network or with other options; resume with those it was made with.");
        Read(reader, state);
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers) writer.Write(number);
    }

    private static void Write(BinaryWriter writer, ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers) writer.Write(number);
    }

    private static void Read(BinaryReader reader, TrainingState state)
    {
        (state.Epoch, state.Batch, state.Correct, state.BestEpoch) = (
            reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        (state.StoppedEarly, state.PlateauEpochs, state.Optimizer.Steps) = (
            reader.ReadInt32() != 0, reader.ReadInt32(), reader.ReadInt64());
        (state.LossSum, state.WeightSum, state.LearningRate) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        (state.BestFigure, state.PlateauShare) = (reader.ReadDouble(), reader.ReadDouble());
        var count = reader.ReadInt32();
        state.History.Clear();
        for (var i = 0; i < count; i++)
        {
            var (epoch, best) = (reader.ReadInt32(), reader.ReadBoolean());
            state.History.Add(new EpochReport
            {
                Epoch = epoch,
                IsBest = best,
                LearningRate = reader.ReadDouble(),
                TrainLoss = reader.ReadDouble(),
                TrainAccuracy = reader.ReadDouble(),
                ValidationLoss = ReadOptional(reader),
                ValidationAccuracy = ReadOptional(reader),
                ValidationUnweightedAverageRecall = ReadOptional(reader),
                ValidationConcordance = state.Network.Outputs.Dimensions > 0 ? ReadOptional(reader) : null,
            });
        }

        foreach (var array in state.Arrays)
        {
            if (reader.ReadInt32() != array.Length) throw new InvalidDataException("The training checkpoint holds arrays of another size.");
            if (BitConverter.IsLittleEndian) reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(array.Span));
            else foreach (ref var value in array.Span) value = reader.ReadSingle();
        }
    }

    private static double? ReadOptional(BinaryReader reader) => reader.ReadDouble() is var value && double.IsNaN(value) ? null : value;

    private static byte[] Fingerprint(TrainingState state)
    {
        var text = new StringBuilder();
        foreach (var tensor in state.Network.State)
            text.Append(tensor.Name).AppendJoin(',', tensor.Shape.Select(n => n.ToString(CultureInfo.InvariantCulture))).Append(';');
        // The number of threads is left out, for it never changes a result.
        var (o, r, c, l) = (state.Options, state.Options.Optimizer, state.Options.Schedule, state.Options.Loss);
        foreach (var number in (ReadOnlySpan<double>)[
            o.Epochs, o.BatchSize, o.ClipNorm, o.EarlyStoppingPatience, (int)o.Monitor, o.Ema, o.MixupAlpha,
            (int)r.Kind, r.LearningRate, r.Beta1, r.Beta2, r.Epsilon, r.Momentum, r.Nesterov ? 1 : 0, r.Rho, r.WeightDecay,
            (int)c.Kind, c.WarmupEpochs, c.Factor, c.StepEpochs, c.PatienceEpochs, c.FinalShare, c.RiseShare, l.FocalGamma,
            l.LabelSmoothing])
            text.Append(number.ToString("R", CultureInfo.InvariantCulture)).Append(',');
        text.Append(o.Seed.ToString(CultureInfo.InvariantCulture)).Append(';');
        foreach (var weight in o.ClassWeights ?? []) text.Append(weight.ToString("R", CultureInfo.InvariantCulture)).Append(',');
        foreach (var layer in o.Layers)
        {
            text.Append(';').Append(layer.Prefix).Append(',').Append(layer.LearningRate.ToString("R", CultureInfo.InvariantCulture))
                .Append(',').Append(layer.FrozenEpochs.ToString(CultureInfo.InvariantCulture));
        }

        if (state.Network.Outputs.Dimensions is > 0 and var dimensions)
        {
            text.Append(CultureInfo.InvariantCulture, $";dimensions,{dimensions},{(int)o.Dimensions.Kind},{o.Dimensions.Weight:R}");
        }

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
