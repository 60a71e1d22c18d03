using System.Reflection;
using System.Runtime.CompilerServices;

namespace Uhit.Client.Tests.Usage;

/// <summary>The bytes of an object and of all that it holds, each object once, as 64-bit .NET lays them out: 16 for
/// an object, 24 for an array, and what is in it.</summary>
internal static class ReachableBytes
{
    private static readonly MethodInfo SizeOfStruct = typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!;

    public static long Of(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance) { root };
        var open = new Stack<object>([root]);
        var bytes = 0L;
        while (open.TryPop(out var one))
        {
            bytes += SizeOf(one);
            foreach (var held in HeldBy(one).Where(seen.Add))
            {
                open.Push(held);
            }
        }

        return bytes;
    }

    private static long SizeOf(object one) => one switch
    {
        string text => 22 + (2L * text.Length),
        Array array => 24 + (array.LongLength * SizeOf(array.GetType().GetElementType()!)),
        _ => 16 + FieldsOf(one.GetType()).Sum(field => SizeOf(field.FieldType)),
    };

    private static long SizeOf(Type type) => type.IsValueType ? (int)SizeOfStruct.MakeGenericMethod(type).Invoke(null, null)! : IntPtr.Size;

    private static IEnumerable<object> HeldBy(object one) => one switch
    {
        string => [],
        Array array => array.GetType().GetElementType()!.IsPrimitive ? [] : array.Cast<object?>().SelectMany(Objects),
        _ => FieldsOf(one.GetType()).SelectMany(field => Objects(field.GetValue(one))),
    };

    // A struct is counted with what holds it: only the objects in it are objects of their own.
    // Types and delegates' methods are the runtime's.
    private static IEnumerable<object> Objects(object? value) => value switch
    {
        null or Pointer or MemberInfo or Module or Assembly => [],
        ValueType when value.GetType().IsPrimitive || value.GetType().IsEnum => [],
        ValueType => FieldsOf(value.GetType()).SelectMany(field => Objects(field.GetValue(value))),
        _ => [value],
    };

    private static IEnumerable<FieldInfo> FieldsOf(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
