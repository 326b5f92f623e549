using Mono.Cecil;

namespace Undertone.Cli.Tests.House;

/// <summary>
/// Which types of its own assembly each type refers to, read from the compiled code: signatures, fields, attributes and method bodies.
/// </summary>
internal static class TypeReferences
{
    /// <summary>Pairs of outermost types (full names) of an assembly, each with one member that makes the reference.</summary>
    public static IEnumerable<(string From, string To, string Where)> Of(string assemblyFile)
    {
        using var module = ModuleDefinition.ReadModule(assemblyFile);
        foreach (var type in module.GetTypes())
        {
            if (IsGenerated(Outermost(type))) continue;
            foreach (var (reference, where) in Named(type))
            {
                foreach (var part in Parts(reference))
                {
                    if (part.Scope != module || part.Resolve() is not { } target) continue;
                    var (from, to) = (Outermost(type), Outermost(target));
                    if (to != from && !IsGenerated(to)) yield return (from.FullName, to.FullName, $"{type.FullName}.{where}");
                }
            }
        }
    }

    private static bool IsGenerated(TypeDefinition type) =>
        type.Name.Contains('<', StringComparison.Ordinal)
        || type.Namespace is "System.Runtime.CompilerServices" or "Microsoft.CodeAnalysis";

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<(TypeReference Reference, string Where)> Named(TypeDefinition type)
    {
        if (type.BaseType is { } parent) yield return (parent, "base");
        foreach (var contract in type.Interfaces) yield return (contract.InterfaceType, "interface");
        foreach (var attribute in type.CustomAttributes) yield return (attribute.AttributeType, "attribute");
        foreach (var c in type.GenericParameters.SelectMany(p => p.Constraints)) yield return (c.ConstraintType, "constraint");
        foreach (var field in type.Fields) yield return (field.FieldType, field.Name);
        foreach (var method in type.Methods)
        {
            yield return (method.ReturnType, method.Name);
            foreach (var parameter in method.Parameters) yield return (parameter.ParameterType, method.Name);
            foreach (var c in method.GenericParameters.SelectMany(p => p.Constraints)) yield return (c.ConstraintType, method.Name);
            if (!method.HasBody) continue;
            foreach (var variable in method.Body.Variables) yield return (variable.VariableType, method.Name);
            foreach (var handler in method.Body.ExceptionHandlers) if (handler.CatchType is { } caught) yield return (caught, method.Name);
            foreach (var instruction in method.Body.Instructions)
            {
                foreach (var reference in Operand(instruction.Operand)) yield return (reference, method.Name);
            }
        }
    }

    private static IEnumerable<TypeReference> Operand(object? operand)
    {
        switch (operand)
        {
            case TypeReference type:
                yield return type;
                break;
            case MethodReference method:
                yield return method.DeclaringType;
                if (method is GenericInstanceMethod generic) foreach (var argument in generic.GenericArguments) yield return argument;
                break;
            case FieldReference field:
                yield return field.DeclaringType;
                break;
        }
    }

    /// <summary>A type with its arguments and elements: <c>List&lt;T[]&gt;</c> names <c>List</c> and <c>T</c>.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        if (type is GenericParameter or FunctionPointerType) yield break;
        if (type is GenericInstanceType generic) foreach (var inner in generic.GenericArguments.SelectMany(Parts)) yield return inner;
        if (type is TypeSpecification specification) foreach (var inner in Parts(specification.ElementType)) yield return inner;
        else yield return type;
    }
}
