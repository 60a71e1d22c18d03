using System.Reflection;
using System.Reflection.Emit;

namespace Uhit.Client.Tests.Architecture;

/// <summary>The types that a type uses: in its signatures, its fields, its attributes, and in the code of its methods.</summary>
internal static class TypeReferences
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var used = new HashSet<Type>();
        Add(used, type.BaseType);
        foreach (var item in type.GetInterfaces())
        {
            Add(used, item);
        }

        foreach (var field in type.GetFields(All))
        {
            Add(used, field.FieldType);
        }

        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            foreach (var parameter in method.GetParameters())
            {
                Add(used, parameter.ParameterType);
            }

            Add(used, (method as MethodInfo)?.ReturnType);
            AddBody(used, type, method);
        }

        return used;
    }

    /// <summary>The methods that the code of a type calls, getters and setters of properties among them.</summary>
    public static IEnumerable<MethodBase> CallsOf(Type type) =>
        type.GetMethods(All).Cast<MethodBase>()
            .Concat(type.GetConstructors(All))
            .SelectMany(method => MembersIn(type, method)).OfType<MethodBase>();

    private static void AddBody(HashSet<Type> used, Type type, MethodBase method)
    {
        foreach (var local in method.GetMethodBody()?.LocalVariables ?? [])
        {
            Add(used, local.LocalType);
        }

        foreach (var member in MembersIn(type, method))
        {
            Add(used, member as Type ?? member?.DeclaringType);
            Add(used, (member as FieldInfo)?.FieldType);
        }
    }

    private static IEnumerable<MemberInfo?> MembersIn(Type type, MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var typeArguments = type.IsGenericType ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var i = 0; i < il.Length;)
        {
            short value = il[i++];
            if (value == 0xFE)
            {
                value = unchecked((short)(0xFE00 | il[i++]));
            }

            var code = OpCodesByValue[value];
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return type.Module.ResolveMember(BitConverter.ToInt32(il, i), typeArguments, methodArguments);
            }

            i += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, i)),
                _ => 4,
            };
        }
    }

    private static void Add(HashSet<Type> used, Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(used, type.GetElementType());
            return;
        }

        used.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
        foreach (var argument in type.GetGenericArguments())
        {
            Add(used, argument);
        }
    }
}
