// The head of what only `./jbang doctor` needs; see labs/kit/package-info.java for why the list is
// explicit.
//
//SOURCES CatalogueCheck.java
//SOURCES DiskCheck.java
//SOURCES DockerCheck.java
//SOURCES Doctor.java
//SOURCES DoctorPage.java
//SOURCES JupyterCheck.java
//SOURCES NoiseCheck.java
//SOURCES ../package-info.java
//SOURCES ../../labs/kit/package-info.java

/// What a machine is good for, said to somebody who wants to measure on it.
///
/// Each check is one small class: it gets what was measured, and gives a [Diagnosis] whose
/// sentences are under test. [DoctorPage] prints them. The command that brings it all together is
/// `./jbang doctor`.
package tools.doctor;
