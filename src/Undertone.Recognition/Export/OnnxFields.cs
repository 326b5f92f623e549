namespace Undertone.Recognition.Export;

/// <summary>The numbers of the fields of ONNX's messages (onnx.proto of version 1.12), for whoever writes or reads a file.</summary>
internal static class OnnxFields
{
    /// <summary>ModelProto: the whole file.</summary>
    public static class Model
    {
        /// <summary>The version of the format.</summary>
        public const int FormatVersion = 1;

        /// <summary>The program that wrote it.</summary>
        public const int Producer = 2;

        /// <summary>That program's version.</summary>
        public const int ProducerVersion = 3;

        /// <summary>What it is, in words.</summary>
        public const int Description = 6;

        /// <summary>The graph.</summary>
        public const int Graph = 7;

        /// <summary>A set of operators with its version.</summary>
        public const int Operators = 8;

        /// <summary>A note: a key and its value.</summary>
        public const int Metadata = 14;

        /// <summary>A function of the file's own.</summary>
        public const int Function = 25;
    }

    /// <summary>OperatorSetIdProto.</summary>
    public static class OperatorSet
    {
        /// <summary>The domain; ONNX's own is empty.</summary>
        public const int Domain = 1;

        /// <summary>The version.</summary>
        public const int Version = 2;
    }

    /// <summary>StringStringEntryProto.</summary>
    public static class Entry
    {
        /// <summary>The key.</summary>
        public const int Key = 1;

        /// <summary>The value.</summary>
        public const int Value = 2;
    }

    /// <summary>GraphProto.</summary>
    public static class Graph
    {
        /// <summary>An operator.</summary>
        public const int Node = 1;

        /// <summary>The graph's name.</summary>
        public const int Name = 2;

        /// <summary>A constant.</summary>
        public const int Constant = 5;

        /// <summary>What it is, in words.</summary>
        public const int Description = 10;

        /// <summary>An input.</summary>
        public const int Input = 11;

        /// <summary>An output.</summary>
        public const int Output = 12;

        /// <summary>A constant of which only the numbers that are not 0 are kept.</summary>
        public const int SparseConstant = 15;
    }

    /// <summary>FunctionProto.</summary>
    public static class Function
    {
        /// <summary>An operator.</summary>
        public const int Node = 7;

        /// <summary>The domain under which it is called.</summary>
        public const int Domain = 10;
    }

    /// <summary>NodeProto: an operator with what goes in and out.</summary>
    public static class Node
    {
        /// <summary>The name of what goes in.</summary>
        public const int Input = 1;

        /// <summary>The name of what comes out.</summary>
        public const int Output = 2;

        /// <summary>The node's own name.</summary>
        public const int Name = 3;

        /// <summary>The operator.</summary>
        public const int Operator = 4;

        /// <summary>An attribute.</summary>
        public const int Attribute = 5;

        /// <summary>The operator's domain.</summary>
        public const int Domain = 7;
    }

    /// <summary>AttributeProto.</summary>
    public static class Attribute
    {
        /// <summary>The name.</summary>
        public const int Name = 1;

        /// <summary>A 32-bit float.</summary>
        public const int Single = 2;

        /// <summary>A whole number.</summary>
        public const int Integer = 3;

        /// <summary>A text.</summary>
        public const int Text = 4;

        /// <summary>An array.</summary>
        public const int Tensor = 5;

        /// <summary>A graph.</summary>
        public const int Graph = 6;

        /// <summary>32-bit floats.</summary>
        public const int Singles = 7;

        /// <summary>Whole numbers.</summary>
        public const int Integers = 8;

        /// <summary>Texts.</summary>
        public const int Texts = 9;

        /// <summary>Arrays.</summary>
        public const int Tensors = 10;

        /// <summary>Graphs.</summary>
        public const int Graphs = 11;

        /// <summary>Which of them it is.</summary>
        public const int Type = 20;

        /// <summary>An array of which only the numbers that are not 0 are kept.</summary>
        public const int SparseTensor = 22;

        /// <summary>Several such arrays.</summary>
        public const int SparseTensors = 23;
    }

    /// <summary>SparseTensorProto.</summary>
    public static class SparseTensor
    {
        /// <summary>The numbers, as an array.</summary>
        public const int Values = 1;

        /// <summary>Where they stand, as an array.</summary>
        public const int Places = 2;
    }

    /// <summary>TensorProto.</summary>
    public static class Tensor
    {
        /// <summary>The size of an axis.</summary>
        public const int Size = 1;

        /// <summary>The kind of numbers.</summary>
        public const int Type = 2;

        /// <summary>The name.</summary>
        public const int Name = 8;

        /// <summary>The numbers as bytes.</summary>
        public const int Data = 9;

        /// <summary>A key and its value that tell where numbers stand in another file.</summary>
        public const int External = 13;

        /// <summary>Whether they stand in another file: then 1.</summary>
        public const int Place = 14;

        /// <summary>Whether a field has numbers one by one: floats, doubles, whole numbers with and without a sign.</summary>
        public static bool IsNumbers(int field) => field is 4 or 5 or 7 or 10 or 11;
    }

    /// <summary>ValueInfoProto: an input or output.</summary>
    public static class Value
    {
        /// <summary>The name.</summary>
        public const int Name = 1;

        /// <summary>The type.</summary>
        public const int Type = 2;

        /// <summary>What it is, in words.</summary>
        public const int Description = 3;
    }

    /// <summary>TypeProto.</summary>
    public static class Type
    {
        /// <summary>An array.</summary>
        public const int Tensor = 1;
    }

    /// <summary>TypeProto.Tensor.</summary>
    public static class TensorType
    {
        /// <summary>The kind of its numbers.</summary>
        public const int Element = 1;

        /// <summary>Its axes.</summary>
        public const int Shape = 2;
    }

    /// <summary>TensorShapeProto and its Dimension.</summary>
    public static class Shape
    {
        /// <summary>An axis.</summary>
        public const int Axis = 1;

        /// <summary>The axis' size.</summary>
        public const int Size = 1;

        /// <summary>The axis' name, where its size varies.</summary>
        public const int Symbol = 2;
    }
}
