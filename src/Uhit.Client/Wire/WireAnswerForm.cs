namespace Uhit.Client.Wire;

/// <summary>How an operation is answered where all went well. A refusal is a SOAP fault wherever the answer is empty.</summary>
public enum WireAnswerForm
{
    /// <summary>With a SOAP message:
    /// <see cref="UhitWireFormat.WriteCallbackAnswer(System.Xml.XmlWriter, WireCallback, Uhit.Client.Acknowledgement)"/>,
    /// <see cref="UhitWireFormat.ReadInquiryAnswer"/>.</summary>
    Message = 0,

    /// <summary>With HTTP status 200 and no body.</summary>
    EmptyOk = 1,

    /// <summary>With HTTP status 202 and no body, as for a one-way operation.</summary>
    EmptyAccepted = 2,
}
