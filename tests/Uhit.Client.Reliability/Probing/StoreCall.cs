namespace Uhit.Client.Reliability.Probing;

/// <summary>A call of one of a store's parts. The arguments may be exchanged before it goes on.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record StoreCall(string Method, object?[] Arguments)
{
    /// <summary>The first argument of a type.</summary>
    public T Argument<T>() => Arguments.OfType<T>().First();
}
