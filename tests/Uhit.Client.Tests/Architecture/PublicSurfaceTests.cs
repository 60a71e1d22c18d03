using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Uhit.Client.Testing;

namespace Uhit.Client.Tests.Architecture;

/// <summary>What a user sees of the package stays small, can grow without breaking her code, and
/// shows nothing of what it is built on.</summary>
public class PublicSurfaceTests
{
    // Whoever adds a public type makes room for it: one that nobody outside needs is internal, two that are one thing are one type.
    private const int MostTypes = 145;

    private static readonly string[] Namespaces =
    [
        "Microsoft.Extensions.DependencyInjection", "Uhit.Client", "Uhit.Client.Certificates", "Uhit.Client.Store",
        "Uhit.Client.Usage", "Uhit.Client.Wire",
    ];

    private const BindingFlags Visible = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    // The documentation of UhitException names them, too.
    private static readonly Type[] OtherExceptions = [typeof(UhitCanceledException)];

    [Fact]
    public void PublicSignatures_HaveNoWcfType()
    {
        var wrong = from type in Exported()
                    from used in SignatureTypes(type)
                    where used.Namespace?.StartsWith("System.ServiceModel", StringComparison.Ordinal) == true
                        || used.Assembly.GetName().Name!.StartsWith("System.ServiceModel", StringComparison.Ordinal)
                    select $"{type.FullName}: {used.FullName}";
        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void PublicAsynchronousMethods_TakeATokenLast()
    {
        var wrong = from type in Exported()
                    where !typeof(Delegate).IsAssignableFrom(type)
                    from method in type.GetMethods(
                        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    where IsAsynchronous(method.ReturnType) && method.Name != nameof(IAsyncDisposable.DisposeAsync)
                    where method.GetParameters() is not [.., { ParameterType: var last }] || last != typeof(CancellationToken)
                    select $"{type.FullName}.{method.Name}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void PublicTypes_AreFew()
    {
        var types = Exported();
        Assert.InRange(types.Length, 1, MostTypes);
        Assert.Equal(Namespaces, types.Select(type => type.Namespace!).Distinct().Order(StringComparer.Ordinal));
    }

    // The store that is read before a third one is written has nothing that its reader has not. Only throwaway certificates parse names.
    [Fact]
    public void InMemoryStore_UsesPublicMembersAlone()
    {
        var core = typeof(UhitException).Assembly;
        var types = typeof(InMemoryUhitStore).Assembly.GetTypes()
            .Where(type => !type.FullName!.Contains(".Throwaway", StringComparison.Ordinal)).ToList();
        var hidden = types
            .SelectMany(TypeReferences.Of)
            .Where(used => used.Assembly == core && !used.IsVisible)
            .Select(used => used.FullName)
            .Concat(types.SelectMany(TypeReferences.CallsOf)
                .Where(called => called.DeclaringType?.Assembly == core && !called.IsPublic && !called.IsFamily)
                .Select(called => $"{called.DeclaringType!.FullName}.{called.Name}"));

        Assert.NotEmpty(types);
        Assert.Empty(hidden.Distinct());
    }

    [Fact]
    public void PublicRecords_AreNotPositional() =>
        Assert.Empty(Exported().Where(type => type.GetMethod("Deconstruct") is not null)
            .Select(type => type.FullName));

    [Fact]
    public void PublicTypes_NeedNoPermission() =>
        Assert.Empty(Exported().Where(type => type.IsDefined(typeof(ExperimentalAttribute))).Select(type => type.FullName));

    [Fact]
    public void PublicExceptions_AreOfOneFamily() =>
        Assert.Equal(
            OtherExceptions,
            Exported().Where(type => typeof(Exception).IsAssignableFrom(type) && !typeof(UhitException).IsAssignableFrom(type))
                .OrderBy(type => type.Name, StringComparer.Ordinal));

    [Fact]
    public void PublicGetters_OfValuesWithoutContent_DoNotThrow()
    {
        var wrong = from type in Exported()
                    where type is { IsAbstract: false, IsGenericTypeDefinition: false } && !typeof(Delegate).IsAssignableFrom(type)
                    let empty = RuntimeHelpers.GetUninitializedObject(type)
                    from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    where property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0
                    let thrown = ThrownBy(() => property.GetValue(empty))
                    where thrown is not (null or NullReferenceException or ArgumentNullException)
                    select $"{type.FullName}.{property.Name}: {thrown.Message}";
        Assert.Empty(wrong);
    }

    private static Type[] Exported() => typeof(EsiId).Assembly.GetExportedTypes();

    private static Exception? ThrownBy(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
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
