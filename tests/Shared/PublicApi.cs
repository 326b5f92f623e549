using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace Undertone.Testing;

/// <summary>The public surface of an assembly as text, and the check that all of it is documented.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Compares with tests/Api/NAME.txt; UNDERTONE_UPDATE_API=1 rewrites that file for review.</summary>
    public static void ShouldMatchSnapshot(Assembly assembly)
    {
        var file = Repository.Of("tests", "Api", assembly.GetName().Name + ".txt");
        var text = Describe(assembly);
        if (Environment.GetEnvironmentVariable("UNDERTONE_UPDATE_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        File.Exists(file).ShouldBeTrue($"{file} is missing: run the tests once with UNDERTONE_UPDATE_API=1 and review it");
        text.ShouldBe(
            File.ReadAllText(file).ReplaceLineEndings("\n"),
            "the public API changed: run the tests with UNDERTONE_UPDATE_API=1 and review the difference");
    }

    /// <summary>Every public type and member has a non-empty summary in the XML file beside the assembly.</summary>
    public static void ShouldBeDocumented(Assembly assembly)
    {
        var xml = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
        var documented = xml.Descendants("member")
            .Where(m => m.Descendants("inheritdoc").Any() || !string.IsNullOrWhiteSpace(m.Element("summary")?.Value))
            .Select(m => m.Attribute("name")!.Value.Split('(')[0]).ToHashSet();
        var missing = new List<string>();
        foreach (var type in PublicTypes(assembly))
        {
            var typeName = type.FullName!.Replace('+', '.');
            if (!documented.Contains("T:" + typeName)) missing.Add("T:" + typeName);
            foreach (var member in Members(type))
            {
                if (IsGenerated(member)) continue;
                var prefix = member switch { MethodBase => "M:", PropertyInfo => "P:", FieldInfo => "F:", EventInfo => "E:", _ => "" };
                var isAccessor = member is MethodInfo m && m.IsSpecialName && !m.Name.StartsWith("op_", StringComparison.Ordinal);
                if (prefix.Length == 0 || isAccessor) continue;
                var name = prefix + typeName + "." + member.Name.Replace('.', '#');
                // A record's positional parameters are documented by <param> on the type.
                if (!documented.Contains(name) && !documented.Contains(name + "``1") && !IsPositional(type, member)) missing.Add(name);
            }
        }

        missing.ShouldBeEmpty("public members without a summary");
    }

    private static bool IsPositional(Type type, MemberInfo member) =>
        type.GetMethod("<Clone>$") is not null && (member is ConstructorInfo
            || (member is PropertyInfo p && type.GetConstructors().Any(c => c.GetParameters().Any(x => x.Name == p.Name)))
            || member.Name is "Deconstruct");

    private static bool IsGenerated(MemberInfo member) =>
        member.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null || member.Name.Contains('<')
        || member is ConstructorInfo { IsPublic: true } c && c.GetParameters().Length == 0
        || (member.DeclaringType!.IsEnum && member.Name == "value__")
        || member is MethodInfo { Name: "ToString" or "Equals" or "GetHashCode" or "Dispose" };

    private static IEnumerable<Type> PublicTypes(Assembly assembly) =>
        assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal);

    private static IEnumerable<MemberInfo> Members(Type type) =>
        type.GetMembers(Declared).Where(IsVisible).OrderBy(m => m.ToString(), StringComparer.Ordinal);

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase m => m.IsPublic || m.IsFamily || m.IsFamilyOrAssembly,
        FieldInfo f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly,
        PropertyInfo p => (p.GetMethod ?? p.SetMethod) is { } a && (a.IsPublic || a.IsFamily || a.IsFamilyOrAssembly),
        EventInfo e => e.AddMethod is { IsPublic: true },
        _ => false,
    };

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in PublicTypes(assembly))
        {
            var kind = type.IsEnum ? "enum"
                : type.IsInterface ? "interface"
                : type.IsValueType ? "struct"
                : type.IsAbstract && type.IsSealed
                ? "static class"
                : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
            text.Append(kind).Append(' ').Append(type.FullName);
            var bases = new List<string>();
            if (type.BaseType is { } b && b != typeof(object) && !type.IsValueType) bases.Add(Name(b));
            if (!type.IsEnum) bases.AddRange(type.GetInterfaces().Where(i => i.IsPublic).Select(Name).Order(StringComparer.Ordinal));
            if (bases.Count > 0) text.Append(" : ").AppendJoin(", ", bases);
            text.Append('\n');
            foreach (var member in Members(type))
            {
                if (member.Name.Contains('<') || member is MethodInfo { IsSpecialName: true } or TypeInfo) continue;
                if (type.IsEnum && member.Name == "value__") continue;
                text.Append("  ").Append(Signature(member)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Signature(MemberInfo member) => member switch
    {
        FieldInfo f when f.DeclaringType!.IsEnum => $"{f.Name} = {f.GetRawConstantValue()}",
        FieldInfo f => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}",
        PropertyInfo p => $"{Static((p.GetMethod ?? p.SetMethod)!)}{Name(p.PropertyType)} {p.Name} {{ {Getter(p)}{Setter(p)}}}",
        ConstructorInfo c => $"new({Parameters(c)})",
        MethodInfo m => $"{Static(m)}{Name(m.ReturnType)} {m.Name}{TypeArguments(m)}({Parameters(m)})",
        _ => member.ToString() ?? "",
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.ParameterType.IsByRef ? p.IsOut ? "out " : "ref " : "")}{Name(p.ParameterType)} {p.Name}{Default(p)}"));

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Getter(PropertyInfo property) => property.GetMethod is { IsPublic: true } ? "get; " : "";

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } setter ? ""
        : setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init; "
        : "set; ";

    private static string TypeArguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? ""
        : " = " + (parameter.DefaultValue is null ? "default" : Convert.ToString(parameter.DefaultValue, CultureInfo.InvariantCulture));

    private static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        if (type.IsGenericType) return type.Name.Split('`')[0] + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">";
        return type.Name switch
        {
            "Int32" => "int",
            "Single" => "float",
            "Double" => "double",
            "String" => "string",
            "Boolean" => "bool",
            "Int64" => "long",
            "UInt64" => "ulong",
            "Void" => "void",
            "Object" => "object",
            "Byte" => "byte",
            var name => name,
        };
    }
}
