using System.Text.Json.Serialization;

namespace Uhit.Client;

/// <summary>Where one line of an inquiry stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineState>))]
public enum LineState
{
    /// <summary>Nothing came yet.</summary>
    Waiting = 0,

    /// <summary>CNP validated it: data follows.</summary>
    Validated,

    /// <summary>CNP refused it: no data follows.</summary>
    Failed,

    /// <summary>Data came, in all parts of its delivery.</summary>
    Delivered,

    /// <summary>CNP said that there is nothing to send after all.</summary>
    NoData,

    /// <summary>CNP refused the inquiry as a whole: nothing follows.</summary>
    Rejected,

    /// <summary>The user gave the inquiry up: nothing is waited for. What comes all the same is stored,
    /// and shows as <see cref="Delivered"/>.</summary>
    Abandoned,
}
