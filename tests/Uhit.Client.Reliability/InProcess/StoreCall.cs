namespace Uhit.Client.Reliability.InProcess;

/// <summary>A call of a store's method.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Arguments">What it was called with.</param>
/// <param name="Go">Calls the real one with these arguments.</param>
internal sealed record StoreCall(string Method, object?[] Arguments, Func<object?[], object?> Go)
{
    /// <summary>Goes on as if nothing were in front.</summary>
    public object? GoOn() => Go(Arguments);

    /// <summary>The argument of a type.</summary>
    public T Argument<T>() => Arguments.OfType<T>().First();

    /// <summary>The arguments with one replaced.</summary>
    public object?[] With<T>(T replacement)
        where T : notnull => [.. Arguments.Select(argument => argument is T ? replacement : argument)];
}
