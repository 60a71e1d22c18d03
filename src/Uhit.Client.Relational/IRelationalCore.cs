namespace Uhit.Client.Relational;

/// <summary>How what both stores do in the same way comes to a connection. Neither of its two is there before the store is open.</summary>
internal interface IRelationalCore
{
    /// <summary>Where the store is, for messages.</summary>
    string Store { get; }

    IRelationalReader Reader { get; }

    IRelationalWriter Writer { get; }
}
