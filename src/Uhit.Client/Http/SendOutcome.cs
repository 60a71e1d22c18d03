namespace Uhit.Client.Http;

/// <summary>How a send ended.</summary>
internal enum SendOutcome
{
    /// <summary>A whole answer was read, whatever it says.</summary>
    Answered,

    /// <summary>No byte of the request left this machine: it can be sent again.</summary>
    NotSent,

    /// <summary>Some of it left and no whole answer came: the server may have it, so it is not sent again blindly.</summary>
    Uncertain,
}
