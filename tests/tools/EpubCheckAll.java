import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;

/**
 * Examines books with EPUBCheck in one process: java -cp epubcheck.jar EpubCheckAll.java FILE...
 *
 * EPUBCheck prints what it finds; one line a book says how much that is. Exit 0 if no book has a fatal
 * error, an error or a warning, else 1.
 */
public class EpubCheckAll {
  public static void main(String[] files) {
    if (files.length == 0) { System.err.println("usage: EpubCheckAll FILE..."); System.exit(2); }
    int found = 0;
    for (String file : files) {
      DefaultReportImpl report = new DefaultReportImpl(file);
      new EpubCheck(new File(file), report).check();
      int faults = report.getFatalErrorCount() + report.getErrorCount() + report.getWarningCount();
      System.out.println(file + "\t" + report.getFatalErrorCount() + " fatal\t" + report.getErrorCount()
          + " errors\t" + report.getWarningCount() + " warnings");
      found += faults;
    }
    System.exit(found == 0 ? 0 : 1);
  }
}
