using Undertone.Recognition.Files;

namespace Undertone.Recognition.Pictures;

/// <summary>Writes pictures.</summary>
public static class PictureFile
{
    /// <summary>
    /// Writes a picture in UTF-8 under a temporary name and renames it, so that a crash leaves the old file or the new one.
    /// </summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="svg">What <see cref="FeaturePicture"/> or <see cref="PredictionPicture"/> drew.</param>
    public static void Write(string path, string svg) => AtomicFile.WriteText(path, svg);
}
