using System.Numerics;
using Op = Undertone.Learning.State.PickleOpcodes;

namespace Undertone.Learning.State;

/// <summary>
/// Follows the opcodes of a pickle that hold tensors, and refuses every other by its name. It makes texts, numbers, lists, tuples,
/// dictionaries and descriptions of tensors; the few callables that checkpoints need are known by name, and no code of the file is run.
/// </summary>
/// <param name="file">What the file is called in errors.</param>
/// <param name="source">The pickle, up to its STOP.</param>
internal sealed class PickleMachine(string file, PickleStream source)
{
    private const string OrderedDict = "collections.OrderedDict";
    private const string RebuildTensor2 = "torch._utils._rebuild_tensor_v2";
    private const string RebuildTensor = "torch._utils._rebuild_tensor";
    private const string RebuildParameter = "torch._utils._rebuild_parameter";
    private const string Size = "torch.Size";
    private const int MostBytesOfNumber = 16;
    private const int MostAxes = 8;

    // A hundred thousand tensors take about four million opcodes.
    private const int MostSteps = 1 << 24;

    private static readonly Dictionary<string, string> StorageTypes = new(StringComparer.Ordinal)
    {
        ["torch.DoubleStorage"] = "F64",
        ["torch.FloatStorage"] = "F32",
        ["torch.HalfStorage"] = "F16",
        ["torch.BFloat16Storage"] = "BF16",
        ["torch.LongStorage"] = "I64",
        ["torch.IntStorage"] = "I32",
        ["torch.ShortStorage"] = "I16",
        ["torch.CharStorage"] = "I8",
        ["torch.ByteStorage"] = "U8",
        ["torch.BoolStorage"] = "BOOL",
    };

    private static readonly object Mark = new();

    private readonly List<object?> _stack = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private readonly Dictionary<string, PickleStorage> _storages = new(StringComparer.Ordinal);
    private long _items;

    /// <summary>The storages that tensors have asked for, by their keys.</summary>
    public IReadOnlyDictionary<string, PickleStorage> Storages => _storages;

    /// <summary>What the pickle holds.</summary>
    public object? Run()
    {
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var opcode = source.Byte();
            if (opcode == Op.Stop) return _stack is [var result] && !ReferenceEquals(result, Mark) ? result : throw Damaged();
            Step(opcode);
        }

        throw new TensorFormatException(file, $"its pickle has more than {MostSteps} opcodes.");
    }

    private void Step(byte opcode)
    {
        switch (opcode)
        {
            case Op.Proto: RequireProtocol(source.Byte()); break;
            case Op.Frame: _ = source.Int64(); break;
            case Op.Mark: Push(Mark); break;
            case Op.Pop: _ = Pop(); break;
            case Op.None: Push(null); break;
            case Op.NewTrue: Push(true); break;
            case Op.NewFalse: Push(false); break;
            case Op.BinInt: Push((long)source.Int32()); break;
            case Op.BinInt1: Push((long)source.Byte()); break;
            case Op.BinInt2: Push((long)source.UInt16()); break;
            case Op.Long1: PushLong(source.Byte()); break;
            case Op.BinFloat: Push(source.Double()); break;
            case Op.BinUnicode or Op.BinString: Push(source.Text(source.UInt32())); break;
            case Op.ShortBinUnicode or Op.ShortBinString: Push(source.Text(source.Byte())); break;
            case Op.EmptyTuple: Push(Array.Empty<object?>()); break;
            case Op.Tuple: Push(ToMark().ToArray()); break;
            case Op.Tuple1: Push(Last(1).ToArray()); break;
            case Op.Tuple2: Push(Last(2).ToArray()); break;
            case Op.Tuple3: Push(Last(3).ToArray()); break;
            case Op.EmptyList: Push(new List<object?>()); break;
            case Op.List: Push(ToMark()); break;
            case Op.Append: Extend(Last(1)); break;
            case Op.Appends: Extend(ToMark()); break;
            case Op.EmptyDict: Push(new PickleDictionary()); break;
            case Op.Dict: Put(new PickleDictionary(), ToMark()); break;
            case Op.SetItem: SetItems(Last(2)); break;
            case Op.SetItems: SetItems(ToMark()); break;
            case Op.BinPut: _memo[source.Byte()] = Top(); break;
            case Op.LongBinPut: _memo[source.UInt32()] = Top(); break;
            case Op.Memoize: _memo[(uint)_memo.Count] = Top(); break;
            case Op.BinGet: Push(Remembered(source.Byte())); break;
            case Op.LongBinGet: Push(Remembered(source.UInt32())); break;
            case Op.Global: Push(Known($"{source.Line()}.{source.Line()}")); break;
            case Op.StackGlobal: Push(Known(string.Join('.', Last(2).Select(part => part as string ?? throw Damaged())))); break;
            case Op.BinPersId: Push(Storage(Pop())); break;
            case Op.Reduce: Reduce(); break;
            case Op.Build: Build(); break;
            default:
                throw new TensorFormatException(
                    file,
                    $"its pickle has the opcode {Op.NameOf(opcode)}, which no dictionary of tensors needs. Nothing of it was run. "
                    + "Save the tensors alone, with torch.save(model.state_dict(), FILE) or as safetensors.");
        }
    }

    private void RequireProtocol(byte protocol)
    {
        if (protocol is < 2 or > 5) throw new TensorFormatException(file, $"its pickle is of protocol {protocol}; 2 to 5 are read.");
    }

    private void PushLong(byte length)
    {
        if (length > MostBytesOfNumber) throw new TensorFormatException(file, $"its pickle has a number of {length} bytes.");
        var number = new BigInteger(source.Bytes(length));
        if (number >= long.MinValue && number <= long.MaxValue) Push((long)number);
        else Push(number);
    }

    private PickleGlobal Known(string name) => name is OrderedDict or RebuildTensor2 or RebuildTensor or RebuildParameter or Size
        || StorageTypes.ContainsKey(name)
            ? new PickleGlobal(name)
            : throw new TensorFormatException(
                file,
                $"its pickle asks for {Shown(name)}, which no dictionary of tensors needs. Nothing of it was run. "
                + "Save the tensors alone, with torch.save(model.state_dict(), FILE) or as safetensors.");

    /// <summary>The storage that a persistent name stands for: ("storage", type, key, device, count), and None in the older one.</summary>
    private PickleStorage Storage(object? id)
    {
        if (id is not object?[] { Length: 5 or 6 } parts || parts is not ["storage", PickleGlobal type, string key, string, long count, ..]
            || !StorageTypes.TryGetValue(type.Name, out var word) || count < 0)
            throw Damaged();
        if (parts.Length == 6 && parts[5] is not null)
            throw new TensorFormatException(file, $"its storage '{Shown(key)}' is a view of another; save it with a newer PyTorch.");
        var storage = new PickleStorage(key, word, count);
        if (_storages.TryGetValue(key, out var same) && same != storage)
            throw new TensorFormatException(file, $"its storage '{Shown(key)}' is of two types or sizes.");
        return _storages[key] = storage;
    }

    private void Reduce()
    {
        var arguments = Pop() as object?[] ?? throw Damaged();
        var callable = Pop() as PickleGlobal ?? throw Damaged();
        switch (callable.Name, arguments)
        {
            case (OrderedDict, []): Push(new PickleDictionary()); break;
            case (OrderedDict, [List<object?> pairs]): Put(new PickleDictionary(), [.. pairs.SelectMany(Pair)]); break;
            case (RebuildTensor2, [PickleStorage storage, long offset, object?[] shape, object?[] strides, bool, PickleDictionary, ..]):
                Push(new PickleTensor(storage, offset, Longs(shape), Longs(strides)));
                break;
            case (RebuildTensor, [PickleStorage storage, long offset, object?[] shape, object?[] strides]):
                Push(new PickleTensor(storage, offset, Longs(shape), Longs(strides)));
                break;
            case (RebuildParameter, [PickleTensor tensor, bool, PickleDictionary]): Push(tensor); break;
            case (Size, [object?[] sizes]): Push(sizes); break;
            default: throw new TensorFormatException(file, $"its pickle calls {callable.Name} with what it does not take.");
        }
    }

    /// <summary>A dictionary of a module carries notes on its versions, which are passed over.</summary>
    private void Build()
    {
        _ = Pop();
        if (Top() is not PickleDictionary)
            throw new TensorFormatException(file, "its pickle has the opcode BUILD on what is no dictionary. Nothing of it was run.");
    }

    private IEnumerable<object?> Pair(object? pair) => pair switch
    {
        object?[] { Length: 2 } tuple => tuple,
        List<object?> { Count: 2 } list => list,
        _ => throw Damaged(),
    };

    private long[] Longs(object?[] items) => items.Length <= MostAxes
        ? Array.ConvertAll(items, i => i is long number ? number : throw Damaged())
        : throw new TensorFormatException(file, $"its pickle has a tensor of {items.Length} axes; at most {MostAxes} are read.");

    private void Extend(IEnumerable<object?> items) => (Top() as List<object?> ?? throw Damaged()).AddRange(items);

    private void SetItems(List<object?> items) => Put(Pop() as PickleDictionary ?? throw Damaged(), items);

    private void Put(PickleDictionary dictionary, List<object?> items)
    {
        if (items.Count % 2 != 0) throw Damaged();
        if ((_items += items.Count) > MostSteps) throw new TensorFormatException(file, "its pickle has too many dictionaries.");
        for (var i = 0; i < items.Count; i += 2) dictionary.Add(items[i], items[i + 1]);
        Push(dictionary);
    }

    private void Push(object? value) => _stack.Add(value);

    private object? Pop() => Last(1)[0];

    private object? Top() => _stack.Count > 0 && !ReferenceEquals(_stack[^1], Mark) ? _stack[^1] : throw Damaged();

    private object? Remembered(uint place) => _memo.TryGetValue(place, out var value) ? value : throw Damaged();

    /// <summary>Takes the last values off the stack.</summary>
    private List<object?> Last(int count)
    {
        if (_stack.Count < count) throw Damaged();
        var items = _stack.GetRange(_stack.Count - count, count);
        if (items.Contains(Mark)) throw Damaged();
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    /// <summary>Takes everything off the stack that lies above the last mark, and the mark.</summary>
    private List<object?> ToMark()
    {
        var mark = _stack.FindLastIndex(item => ReferenceEquals(item, Mark));
        if (mark < 0) throw Damaged();
        var items = _stack.GetRange(mark + 1, _stack.Count - mark - 1);
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private static string Shown(string name) =>
        string.Concat(name.Take(80).Select(c => char.IsControl(c) ? '?' : c));

    private TensorFormatException Damaged() => new(file, "its pickle is damaged: an opcode finds something else than it needs.");
}
