namespace Uhit.Client.Reliability.Sends;

/// <summary>Where, around the send of an inquiry, the sending process is killed.</summary>
internal enum SendPoint
{
    None = 0,

    /// <summary>At any instant, counted from when it was told to submit, from when the row was
    /// stored, or from when CNP saw the request.</summary>
    Random,

    /// <summary>Nothing is stored yet.</summary>
    BeforeRow,

    /// <summary>The inquiry is stored, no byte has left.</summary>
    AfterRow,

    /// <summary>CNP has half of the request.</summary>
    MidRequest,

    /// <summary>CNP has the request and has not answered.</summary>
    BeforeAnswer,

    /// <summary>The answer is there and not yet stored.</summary>
    AfterAnswer,

    /// <summary>The answer is stored, and nobody was told.</summary>
    AfterAnswerStored,
}
