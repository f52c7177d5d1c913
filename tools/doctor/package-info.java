//SOURCES CatalogueCheck.java DiskCheck.java DockerCheck.java Doctor.java DoctorPage.java
//SOURCES JupyterCheck.java NoiseCheck.java
//SOURCES ../package-info.java
//SOURCES ../../labs/kit/package-info.java

/// What a machine is good for, said to somebody who wants to measure on it.
///
/// Each check is one small class: it gets what was measured, and gives a [Diagnosis] whose
/// sentences are under test. [DoctorPage] prints them. The command that brings it all together is
/// `./jbang doctor`.
package tools.doctor;
