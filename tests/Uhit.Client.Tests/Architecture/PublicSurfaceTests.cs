using System.Reflection;

namespace Uhit.Client.Tests.Architecture;

/// <summary>No WCF type shows in a public signature, and every asynchronous call can be cancelled.</summary>
public class PublicSurfaceTests
{
    private const BindingFlags Visible = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    [Fact]
    public void PublicSignatures_HaveNoWcfType()
    {
        var wrong = from type in typeof(EsiId).Assembly.GetExportedTypes()
                    from used in SignatureTypes(type)
                    where used.Namespace?.StartsWith("System.ServiceModel", StringComparison.Ordinal) == true
                        || used.Assembly.GetName().Name!.StartsWith("System.ServiceModel", StringComparison.Ordinal)
                    select $"{type.FullName}: {used.FullName}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void PublicAsynchronousMethods_TakeATokenLast()
    {
        var wrong = from type in typeof(EsiId).Assembly.GetExportedTypes()
                    where !typeof(Delegate).IsAssignableFrom(type)
                    from method in type.GetMethods(
                        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    where IsAsynchronous(method.ReturnType) && method.Name != nameof(IAsyncDisposable.DisposeAsync)
                    where method.GetParameters() is not [.., { ParameterType: var last }] || last != typeof(CancellationToken)
                    select $"{type.FullName}.{method.Name}";
        Assert.Empty(wrong);
    }

    private static bool IsAsynchronous(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType
            && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    private static IEnumerable<Type> SignatureTypes(Type type)
    {
        IEnumerable<Type?> types = [type.BaseType, .. type.GetInterfaces()];
        foreach (var member in type.GetMembers(Visible))
        {
            types = member switch
            {
                MethodBase method when method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly =>
                    types.Concat(method.GetParameters().Select(parameter => parameter.ParameterType)).Append(
                        (method as MethodInfo)?.ReturnType),
                FieldInfo field when field.IsPublic || field.IsFamily => types.Append(field.FieldType),
                _ => types,
            };
        }

        return types.OfType<Type>().SelectMany(used => used.IsGenericType ? [used, .. used.GetGenericArguments()] : new[] { used });
    }
}
