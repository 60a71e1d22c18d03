using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>Where the sending of an inquiry stands: the first of the two axes of its state.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SendingState>))]
public enum SendingState
{
    /// <summary>Stored, not yet sent.</summary>
    Draft = 0,

    /// <summary>A send is under way.</summary>
    Sending,

    /// <summary>No byte of the inquiry left: it may be sent again without harm.</summary>
    NotSent,

    /// <summary>The inquiry may have reached CNP. Never sent again blindly: a callback, or the user, resolves it.</summary>
    Uncertain,

    /// <summary>CNP took it for processing.</summary>
    Accepted,

    /// <summary>CNP refused it as a whole.</summary>
    Rejected,

    /// <summary>The user gave it up.</summary>
    Abandoned,
}
