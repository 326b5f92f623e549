using System.Globalization;

namespace Undertone.Learning.State;

/// <summary>The opcodes of Python's pickle by name: those that <see cref="PickleMachine"/> follows, and those that it refuses.</summary>
internal static class PickleOpcodes
{
    public const byte Proto = 0x80, Frame = 0x95, Memoize = 0x94, Stop = (byte)'.', Mark = (byte)'(', Pop = (byte)'0';
    public const byte Global = (byte)'c', StackGlobal = 0x93, Reduce = (byte)'R', Build = (byte)'b', BinPersId = (byte)'Q';
    public const byte BinPut = (byte)'q', LongBinPut = (byte)'r', BinGet = (byte)'h', LongBinGet = (byte)'j';
    public const byte None = (byte)'N', NewTrue = 0x88, NewFalse = 0x89;
    public const byte BinInt = (byte)'J', BinInt1 = (byte)'K', BinInt2 = (byte)'M', Long1 = 0x8a, BinFloat = (byte)'G';
    public const byte BinUnicode = (byte)'X', ShortBinUnicode = 0x8c, BinString = (byte)'T', ShortBinString = (byte)'U';
    public const byte EmptyTuple = (byte)')', Tuple = (byte)'t', Tuple1 = 0x85, Tuple2 = 0x86, Tuple3 = 0x87;
    public const byte EmptyList = (byte)']', List = (byte)'l', Append = (byte)'a', Appends = (byte)'e';
    public const byte EmptyDict = (byte)'}', Dict = (byte)'d', SetItem = (byte)'s', SetItems = (byte)'u';

    private static readonly Dictionary<byte, string> Refused = new()
    {
        [(byte)'i'] = "INST",
        [(byte)'o'] = "OBJ",
        [0x81] = "NEWOBJ",
        [0x92] = "NEWOBJ_EX",
        [0x82] = "EXT1",
        [0x83] = "EXT2",
        [0x84] = "EXT4",
        [(byte)'P'] = "PERSID",
        [(byte)'I'] = "INT",
        [(byte)'L'] = "LONG",
        [0x8b] = "LONG4",
        [(byte)'S'] = "STRING",
        [(byte)'V'] = "UNICODE",
        [0x8d] = "BINUNICODE8",
        [(byte)'F'] = "FLOAT",
        [(byte)'B'] = "BINBYTES",
        [(byte)'C'] = "SHORT_BINBYTES",
        [0x8e] = "BINBYTES8",
        [0x96] = "BYTEARRAY8",
        [0x97] = "NEXT_BUFFER",
        [0x98] = "READONLY_BUFFER",
        [(byte)'p'] = "PUT",
        [(byte)'g'] = "GET",
        [(byte)'2'] = "DUP",
        [(byte)'1'] = "POP_MARK",
        [0x8f] = "EMPTY_SET",
        [0x90] = "ADDITEMS",
        [0x91] = "FROZENSET",
    };

    /// <summary>What an opcode that is not followed is called.</summary>
    public static string NameOf(byte opcode) =>
        Refused.TryGetValue(opcode, out var name) ? name : "0x" + opcode.ToString("x2", CultureInfo.InvariantCulture);
}
