namespace Uhit.Client.Wire.Mapping.Model.Domain;

/// <summary>What a part of a message stands for.</summary>
internal enum ScopeKind
{
    /// <summary>CNP's answer to an inquiry, or any answer to a callback.</summary>
    Answer,

    /// <summary>CNP's later acknowledgement.</summary>
    Acknowledgement,

    Validation,

    Delivery,

    Fault,

    /// <summary>One verdict.</summary>
    Line,

    Error,

    /// <summary>Why there is no usage.</summary>
    NoData,

    Usage,

    Bill,

    Series,

    Reading,
}
