using System.Xml;

namespace Uhit.Client.Tests.Wire.Fuzz;

/// <summary>Says by the platform's own reader, and nothing of ours, whether a document is well-formed.</summary>
internal static class SecondOpinion
{
    public static bool IsWellFormed(byte[] document)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
